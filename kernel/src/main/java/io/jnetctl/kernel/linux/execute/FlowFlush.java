package io.jnetctl.kernel.linux.execute;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.flow.FlowChanges;
import io.jnetctl.kernel.flow.FlowFilter;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.linux.conntrack.ConnectionMessage;
import io.jnetctl.kernel.linux.conntrack.Connections;
import io.jnetctl.kernel.linux.conntrack.FlowNotes;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.linux.sys.Beside;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Veth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Ends the tracking of flows that a batch of operations leaves behind, once the batch is done: one look at the tracked connections a
 * family. A packet after that begins a flow of its own, by the rules as they are now.
 */
final class FlowFlush {
    /** How many connections the network namespace tracks; there once the kernel has been told to track any. */
    private static final Path COUNT = Path.of("/proc/sys/net/netfilter/nf_conntrack_count");

    private final OpenNamespaces namespaces;

    FlowFlush(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    /**
     * Looks what the operations will take along, and notes the flows that are to end. Where nothing is removed that goes on beside the
     * first operations, until one changes rules: thousands of ports are a long note.
     */
    Batch begin(List<Operation> operations) {
        if (!Files.exists(COUNT)) {
            return new Batch(Map.of(), Set::of);
        }
        Map<Resource, List<Address>> lost = new HashMap<>();
        for (Operation operation : operations) {
            if (operation instanceof Operation.Remove(Resource resource)) {
                List<Address> addresses = addresses(resource);
                if (!addresses.isEmpty()) {
                    lost.put(resource, addresses);
                }
            }
        }
        if (operations.stream().anyMatch(Operation.Remove.class::isInstance)) {
            Set<FlowPattern> noted = note(operations, lost);
            return new Batch(lost, () -> noted);
        }
        return new Batch(lost, Beside.start("flows", () -> note(operations, lost)));
    }

    private static Set<FlowPattern> note(List<Operation> operations, Map<Resource, List<Address>> lost) {
        Set<FlowPattern> stale = FlowChanges.of(operations, lost).stale();
        if (!stale.isEmpty()) {
            FlowNotes.add(stale);
        }
        return stale;
    }

    /** The addresses that go with it. */
    private List<Address> addresses(Resource resource) {
        try {
            return switch (resource) {
                case Namespace namespace -> addresses(namespace.netns(), "");
                case Veth veth -> addresses(veth.netns(), veth.peer());
                case Bridge bridge -> addresses(Netns.HOST, bridge.name());
                default -> List.of();
            };
        } catch (ErrnoException e) {
            // It is not there: its removal will say so.
            return List.of();
        } finally {
            namespaces.release();
        }
    }

    /** @param link the name of one, or empty for all */
    private List<Address> addresses(Netns netns, String link) {
        OpenNetns open = namespaces.get(netns);
        int index = link.isEmpty() ? 0 : open.index(link);
        List<Address> addresses = new ArrayList<>();
        for (AddressMessage message : open.tables().addresses()) {
            if (index == 0 || message.index() == index) {
                message.address().ifPresent(address -> addresses.add(new Address(netns, link, address)));
            }
        }
        return addresses;
    }

    /** A batch of operations from its beginning to its end. */
    final class Batch {
        private final Map<Resource, List<Address>> lost;
        private final Supplier<Set<FlowPattern>> noted;

        private Batch(Map<Resource, List<Address>> lost, Supplier<Set<FlowPattern>> noted) {
            this.lost = lost;
            this.noted = noted;
        }

        /** Waits until it is noted what is to end; it throws what {@link #begin} would. */
        void awaitNotes() {
            Set<FlowPattern> _ = noted.get();
        }

        /**
         * Ends what the operations that were done leave behind.
         *
         * @return why that could not be, in words; empty where it could
         */
        String end(List<Operation> done) {
            String note = "";
            if (isTrackingAny()) {
                try {
                    flush(FlowChanges.of(done, lost).stale());
                } catch (ErrnoException e) {
                    note =
                            "flows from before this change go on as they were, since the kernel does not let jnetctl end them: "
                                    + e.getMessage();
                }
            }
            forget();
            return note;
        }

        private void forget() {
            Set<FlowPattern> notes;
            try {
                notes = noted.get();
            } catch (ErrnoException | UncheckedIOException e) {
                return; // Nothing was noted, and what waited for it has failed for that.
            }
            if (!notes.isEmpty()) {
                FlowNotes.remove(notes);
            }
        }
    }

    private static boolean isTrackingAny() {
        try {
            return !Files.readString(COUNT).strip().equals("0");
        } catch (IOException e) {
            return false;
        }
    }

    private void flush(Set<FlowPattern> stale) {
        if (stale.isEmpty()) {
            return;
        }
        FlowFilter filter = new FlowFilter(stale, hostAddresses(stale));
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            Connections connections = new Connections(socket);
            for (Family family : filter.families()) {
                List<ConnectionMessage> doomed = connections.list(family).stream()
                        .filter(connection -> connection.flow().filter(filter).isPresent())
                        .toList();
                connections.end(doomed);
            }
        }
    }

    private Set<IpAddress> hostAddresses(Set<FlowPattern> stale) {
        Set<IpAddress> addresses = new HashSet<>();
        if (stale.stream().anyMatch(FlowPattern.Missed.class::isInstance)) {
            for (AddressMessage message : namespaces.get(Netns.HOST).tables().addresses()) {
                message.address().ifPresent(address -> addresses.add(address.address()));
            }
        }
        return addresses;
    }
}
