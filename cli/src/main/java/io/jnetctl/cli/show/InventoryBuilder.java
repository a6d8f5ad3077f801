package io.jnetctl.cli.show;

import io.jnetctl.cli.show.Inventory.Container;
import io.jnetctl.cli.show.Inventory.Interface;
import io.jnetctl.cli.show.Inventory.Network;
import io.jnetctl.cli.show.Inventory.Stack;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.StaleFlows;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.reconciler.Desired;
import io.jnetctl.reconciler.resolve.PublishedRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Regroups observed resources by the names in their marks. */
final class InventoryBuilder {
    private final Observed observed;
    private final SortedMap<String, Parts> stacks = new TreeMap<>();
    private final Map<Port, List<InterfaceAddress>> addresses = new HashMap<>();
    private final Map<Netns, List<Route>> routes = new HashMap<>();

    private record Port(Netns netns, String link) {}

    /** What is gathered of one stack. */
    private static final class Parts {
        final SortedMap<String, Bridge> bridges = new TreeMap<>();
        final SortedMap<String, ContainerParts> containers = new TreeMap<>();

        ContainerParts container(String name) {
            return containers.computeIfAbsent(name, unused -> new ContainerParts());
        }
    }

    /** What is gathered of one container. */
    private static final class ContainerParts {
        @Nullable Namespace made;

        final List<NetworkVeth> veths = new ArrayList<>();
        final List<ManagedFile> files = new ArrayList<>();
        /** Once each, however many sources a port has rules for. */
        final SortedSet<Binding> published = new TreeSet<>();

        Optional<Netns> netns() {
            return made == null ? veths.stream().map(port -> port.veth.netns()).findFirst() : Optional.of(made.netns());
        }
    }

    private record NetworkVeth(String network, Veth veth) {}

    private InventoryBuilder(Observed observed) {
        this.observed = observed;
    }

    static Inventory build(Observed observed) {
        return new InventoryBuilder(observed).build();
    }

    private Inventory build() {
        observed.facts().stacks().stream()
                .filter(name -> !name.equals(Desired.SHARED))
                .forEach(name -> stacks.put(name, new Parts()));
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null) {
                place(entry.resource(), owner);
            }
        }
        stacks.remove(Desired.SHARED);
        SortedMap<String, Stack> finished = new TreeMap<>();
        stacks.forEach((name, parts) -> finished.put(name, stack(name, parts)));
        return new Inventory(finished, observed.facts());
    }

    private void place(Resource resource, Owner owner) {
        switch (resource) {
            case Namespace namespace -> parts(owner).container(container(owner, namespace.name())).made = namespace;
            case Bridge bridge -> parts(owner).bridges.put(nameOr(owner.object(), bridge.name()), bridge);
            case Veth veth -> {
                String[] names = owner.object().split("/", 2);
                String network = names.length == 2 ? names[1] : "";
                String container =
                        nameOr(names[0], container(owner, veth.netns().name()));
                parts(owner).container(container).veths.add(new NetworkVeth(network, veth));
            }
            case ManagedFile file ->
                parts(owner).container(container(owner, file.netns())).files.add(file);
            case Address address ->
                addresses
                        .computeIfAbsent(new Port(address.netns(), address.link()), unused -> new ArrayList<>())
                        .add(address.address());
            case Route route ->
                routes.computeIfAbsent(route.netns(), unused -> new ArrayList<>())
                        .add(route);
            case Rule rule ->
                PublishedRule.parse(rule)
                        .ifPresent(found ->
                                parts(owner).container(owner.object()).published.add(Binding.of(found)));
            case ProxyNeighbour _, Sysctl _, Chain _, StaleFlows _, OtherLink _ -> {}
        }
    }

    private Parts parts(Owner owner) {
        return stacks.computeIfAbsent(owner.stack(), unused -> new Parts());
    }

    /** A half-made object has no name in its mark yet; its own name tells. */
    private static String container(Owner owner, String netns) {
        String prefix = owner.stack() + ".";
        return nameOr(owner.object(), netns.startsWith(prefix) ? netns.substring(prefix.length()) : netns);
    }

    private static String nameOr(String name, String other) {
        return name.isEmpty() ? other : name;
    }

    private Stack stack(String name, Parts parts) {
        SortedMap<String, Container> containers = new TreeMap<>();
        Map<String, Integer> ports = new HashMap<>();
        parts.containers.forEach((container, gathered) -> {
            containers.put(container, container(container, gathered));
            gathered.veths.forEach(port -> ports.merge(port.network, 1, Integer::sum));
        });
        SortedMap<String, Network> networks = new TreeMap<>();
        parts.bridges.forEach((network, bridge) -> networks.put(
                network,
                new Network(
                        network,
                        bridge.name(),
                        addresses(Netns.HOST, bridge.name()),
                        bridge.mtu(),
                        ports.getOrDefault(network, 0))));
        return new Stack(name, networks, containers);
    }

    private Container container(String name, ContainerParts parts) {
        Netns netns = parts.netns().orElse(null);
        List<Interface> interfaces = parts.veths.stream()
                .sorted(Comparator.comparing(port -> port.veth.peer()))
                .map(port -> new Interface(
                        port.veth.peer(),
                        port.network,
                        addresses(port.veth.netns(), port.veth.peer()),
                        port.veth.macAddress(),
                        port.veth.mtu(),
                        port.veth.name()))
                .toList();
        return new Container(
                name,
                netns,
                parts.made != null,
                parts.made == null ? 0 : observed.facts().processes().getOrDefault(parts.made.name(), 0),
                interfaces,
                netns == null ? List.of() : routes.getOrDefault(netns, List.of()),
                parts.files,
                List.copyOf(parts.published));
    }

    private List<InterfaceAddress> addresses(Netns netns, String link) {
        return addresses.getOrDefault(new Port(netns, link), List.of());
    }
}
