package io.jnetctl.kernel.testing;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.flow.Flow;
import io.jnetctl.kernel.flow.FlowFilter;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Veth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the host's connection tracking holds, and the notes of what was to be ended in it. */
final class MemoryFlows {
    private final MemoryHost host;
    private final List<Flow> flows = new ArrayList<>();
    private final Set<FlowPattern> noted = new LinkedHashSet<>();

    MemoryFlows(MemoryHost host) {
        this.host = host;
    }

    void begin(Flow flow) {
        flows.add(flow);
    }

    boolean has(Protocol protocol, Flow.Tuple original) {
        return flows.stream()
                .anyMatch(flow ->
                        flow.protocol() == protocol.number() && flow.original().equals(original));
    }

    void note(FlowPattern pattern) {
        noted.add(pattern);
    }

    Set<FlowPattern> noted() {
        return Set.copyOf(noted);
    }

    void forget(FlowPattern pattern) {
        boolean known = noted.remove(pattern);
        if (known) {
            host.undo.record(() -> noted.add(pattern));
        }
    }

    void end(Collection<FlowPattern> stale) {
        if (!stale.isEmpty()) {
            flows.removeIf(new FlowFilter(stale, hostAddresses()));
        }
    }

    List<Flow> all() {
        return List.copyOf(flows);
    }

    private Set<IpAddress> hostAddresses() {
        Set<IpAddress> addresses = new HashSet<>();
        for (MemoryLinks.Link link : host.links.of(MemoryNamespaces.HOST)) {
            host.addresses
                    .of(link.id())
                    .forEach(held -> addresses.add(held.address().address()));
        }
        return addresses;
    }

    /** The addresses that the removed links and namespaces have now. */
    Map<Resource, List<Address>> addressesOf(List<Operation> operations) {
        Map<Resource, List<Address>> lost = new HashMap<>();
        for (Operation operation : operations) {
            if (operation instanceof Operation.Remove(Resource resource)) {
                List<Address> addresses = switch (resource) {
                    case Namespace namespace -> addressesIn(namespace.netns());
                    case Veth veth -> addressesOn(veth.netns(), veth.peer());
                    case Bridge bridge -> addressesOn(Netns.HOST, bridge.name());
                    default -> List.of();
                };
                lost.put(resource, addresses);
            }
        }
        return lost;
    }

    private List<Address> addressesIn(Netns netns) {
        if (!host.namespaces.exists(netns)) {
            return List.of();
        }
        return host.links.of(host.namespaces.identity(netns)).stream()
                .flatMap(link -> addresses(netns, link).stream())
                .toList();
    }

    private List<Address> addressesOn(Netns netns, String name) {
        if (!host.namespaces.exists(netns)) {
            return List.of();
        }
        Optional<MemoryLinks.Link> link =
                host.links.find(new MemoryLinks.LinkName(host.namespaces.identity(netns), name));
        return link.map(found -> addresses(netns, found)).orElse(List.of());
    }

    private List<Address> addresses(Netns netns, MemoryLinks.Link link) {
        return host.addresses.of(link.id()).stream()
                .map(held -> new Address(netns, link.at().name(), held.address()))
                .toList();
    }
}
