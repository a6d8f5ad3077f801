package io.jnetctl.kernel.linux.execute;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.linux.route.BridgePortAttribute;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkInfoAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.NeighbourAttribute;
import io.jnetctl.kernel.linux.route.NeighbourMessage;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Veth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells neighbours that remember an address with another MAC address where it is now: as the address comes to a link, and for all
 * addresses of a link whose MAC address or bridge changes.
 *
 * <p>The announcement of IPv4 (RFC 5227) is the kernel's own question for the address, which it is made to ask by a use of it as a
 * neighbour. A packet socket in each namespace could send it too; but closing one takes the kernel more than ten milliseconds. That of
 * IPv6 is an unsolicited neighbour advertisement (RFC 4861, 7.2.6).
 *
 * <p>Neighbours are remembered link by link. So nobody has anything to unlearn on a bridge that was made along with all its ports,
 * and an announcement there, which goes to each port, would be in vain.
 */
final class Announcements {
    /** How long a link may take until it carries packets, which the kernel sees to after it has answered. */
    private static final long PATIENCE_NANOS = 100_000_000;

    private static final long MILLIS_BETWEEN_LOOKS = 1;

    /** BR_STATE_FORWARDING of linux/if_bridge.h. */
    private static final int FORWARDING = 3;

    /** IF_OPER_UP of linux/if.h. */
    private static final int OPERATIONAL = 6;

    /** Changes of a link after which its addresses are elsewhere, or could not be heard before. */
    private static final Set<String> MOVES = Set.of("mac_address", "bridge", "up", "peer_up");

    private final OpenNamespaces namespaces;
    private final Map<Place, Set<IpAddress>> added = new LinkedHashMap<>();
    private final Set<Place> moved = new LinkedHashSet<>();
    /** The links that were made, which remember nothing yet. */
    private final Set<Place> made = new HashSet<>();
    /** Those of them that are bridges, or ports of such. */
    private final Set<Place> onMadeBridges = new HashSet<>();

    Announcements(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    private record Place(Netns netns, String link) {}

    /** A link that carries packets. */
    private record Ready(OpenNetns netns, Place place, int index, MacAddress mac) {}

    /** An operation that was done. */
    void see(Operation operation) {
        switch (operation) {
            case Operation.Add add
            when add.resource() instanceof Address address ->
                added.computeIfAbsent(place(address), absent -> new LinkedHashSet<>())
                        .add(address.address().address());
            case Operation.Add add when add.resource() instanceof Bridge bridge -> made(place(bridge), place(bridge));
            case Operation.Add add
            when add.resource() instanceof Veth veth ->
                made(place(veth), new Place(Netns.HOST, Objects.requireNonNullElse(veth.master(), "")));
            case Operation.Remove remove
            when remove.resource() instanceof Address address ->
                added.getOrDefault(place(address), new LinkedHashSet<>())
                        .remove(address.address().address());
            case Operation.Update update
            when !Collections.disjoint(update.changed(), MOVES) -> {
                switch (update.resource()) {
                    case Veth veth -> moved.add(place(veth));
                    case Bridge bridge -> moved.add(place(bridge));
                    default -> {
                        // No addresses are on it.
                    }
                }
            }
            default -> {
                // Addresses are where they were.
            }
        }
    }

    private static Place place(Address address) {
        return new Place(address.netns(), address.link());
    }

    private static Place place(Veth veth) {
        return new Place(veth.netns(), veth.peer());
    }

    private static Place place(Bridge bridge) {
        return new Place(Netns.HOST, bridge.name());
    }

    private void made(Place link, Place bridge) {
        made.add(link);
        if (made.contains(bridge)) {
            onMadeBridges.add(link);
        }
    }

    /** Sends them, each once its link carries packets; a link that does not in time has no neighbours that could hear. */
    void send() {
        Set<Place> waiting = new LinkedHashSet<>(added.keySet());
        if (moved.isEmpty()) {
            waiting.removeAll(onMadeBridges);
        }
        waiting.addAll(moved);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!waiting.isEmpty()) {
            waiting.removeIf(this::announced);
            if (waiting.isEmpty() || System.nanoTime() > deadline || !pause()) {
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether nothing more is to be done for this link. */
    private boolean announced(Place place) {
        try {
            OpenNetns open = namespaces.get(place.netns());
            LinkMessage link = open.tables().link(LinkMessage.named(place.link()));
            Optional<MacAddress> mac =
                    link.find(LinkAttribute.HardwareAddress.class).flatMap(LinkAttribute.HardwareAddress::mac);
            if (!link.isUp() || mac.isEmpty()) {
                return true;
            }
            if (!isHeard(link)) {
                return !mayBeHeard(link);
            }
            announce(new Ready(open, place, link.index(), mac.get()), addresses(place, open, link));
            return true;
        } catch (ErrnoException e) {
            // It went away meanwhile, or refuses: the neighbours will ask in their own time.
            return true;
        } finally {
            namespaces.release();
        }
    }

    /** Whether it is operational, and the bridge that its other end is a port of forwards what comes from it. */
    private boolean isHeard(LinkMessage link) {
        boolean operational = link.find(LinkAttribute.OperationalState.class)
                .filter(state -> state.state() == OPERATIONAL)
                .isPresent();
        return operational && otherEnd(link).map(Announcements::forwards).orElse(true);
    }

    /** The end on the host, of a pair into another namespace. */
    private Optional<LinkMessage> otherEnd(LinkMessage link) {
        return link.find(LinkAttribute.PeerNamespace.class)
                .flatMap(elsewhere -> link.find(LinkAttribute.Lower.class))
                .map(lower -> host().tables().link(LinkMessage.ofIndex(lower.index())));
    }

    private static boolean forwards(LinkMessage port) {
        return port.find(LinkAttribute.Info.class).map(LinkAttribute.Info::attributes).orElse(List.of()).stream()
                .filter(LinkInfoAttribute.BridgePortData.class::isInstance)
                .flatMap(data -> ((LinkInfoAttribute.BridgePortData) data).attributes().stream())
                .filter(BridgePortAttribute.State.class::isInstance)
                .allMatch(state -> ((BridgePortAttribute.State) state).state() == FORWARDING);
    }

    /** Whether all that it takes is up, so that the kernel is about to let it be heard. */
    private boolean mayBeHeard(LinkMessage link) {
        Optional<LinkMessage> other = otherEnd(link);
        if (other.isPresent()) {
            return other.get().isUp()
                    && other.get()
                            .find(LinkAttribute.Master.class)
                            .map(bridge -> host().tables().link(LinkMessage.ofIndex(bridge.index())))
                            .map(LinkMessage::isUp)
                            .orElse(true);
        }
        LinkAttribute ofIt = new LinkAttribute.Master(link.index());
        return host().tables().links(LinkMessage.any().with(ofIt)).stream().anyMatch(LinkMessage::isUp);
    }

    private OpenNetns host() {
        return namespaces.get(Netns.HOST);
    }

    private Collection<IpAddress> addresses(Place place, OpenNetns open, LinkMessage link) {
        if (!moved.contains(place)) {
            return added.getOrDefault(place, Set.of());
        }
        List<IpAddress> all = new ArrayList<>();
        for (AddressMessage message : open.tables().addresses()) {
            if (message.index() == link.index() && (message.flags() & AddressMessage.IFA_F_TENTATIVE) == 0) {
                message.address().ifPresent(address -> all.add(address.address()));
            }
        }
        return all;
    }

    private void announce(Ready link, Collection<IpAddress> addresses) {
        List<Request> uses = new ArrayList<>();
        List<IpAddress> advertised = new ArrayList<>();
        for (IpAddress address : addresses) {
            if (address.family() == Family.V4) {
                uses.addAll(use(link, address));
            } else {
                advertised.add(address);
            }
        }
        if (!uses.isEmpty()) {
            link.netns().socket().requestAll(uses);
        }
        if (!advertised.isEmpty()) {
            NeighbourAdvertisement.send(
                    namespaces, link.place().netns(), link.place().link(), link.index(), link.mac(), advertised);
        }
    }

    /** What the namespace may remember of the address's last holder would keep it from asking; nor shall it remember itself. */
    private List<Request> use(Ready link, IpAddress address) {
        List<NeighbourAttribute> destination = List.of(new NeighbourAttribute.Destination(address));
        NeighbourMessage neighbour =
                new NeighbourMessage(AddressFamily.of(address), link.index(), 0, 0, 0, destination);
        NeighbourMessage use = new NeighbourMessage(
                AddressFamily.of(address), link.index(), 0, NeighbourMessage.NTF_USE, 0, destination);
        return made.contains(link.place())
                ? List.of(use.replace(), neighbour.delete())
                : List.of(neighbour.delete(), use.replace(), neighbour.delete());
    }
}
