package io.jnetctl.cli.show;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.schema.diagnostic.Closest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All stacks of a host.
 *
 * @param stacks by name
 */
public record Inventory(SortedMap<String, Stack> stacks, HostFacts facts) {
    /** What one stack owns, each by name. */
    public record Stack(String name, SortedMap<String, Network> networks, SortedMap<String, Container> containers) {}

    /**
     * A bridge and what is plugged into it.
     *
     * @param gateways the bridge's own addresses
     * @param mtu in bytes
     * @param ports how many containers are on it
     */
    public record Network(
            String name,
            String bridge,
            List<InterfaceAddress> gateways,
            @Nullable Integer mtu,
            int ports) {
        public Network {
            gateways = List.copyOf(gateways);
        }

        public List<Cidr> subnets() {
            return gateways.stream().map(InterfaceAddress::network).toList();
        }
    }

    /**
     * A namespace that is part of a stack.
     *
     * @param netns null when all that is seen of it are the host ends of its links
     * @param made whether jnetctl made the namespace
     * @param processes how many run in it; known of made namespaces only
     * @param published in order
     */
    public record Container(
            String name,
            @Nullable Netns netns,
            boolean made,
            int processes,
            List<Interface> interfaces,
            List<Route> routes,
            List<ManagedFile> files,
            List<Binding> published) {
        public Container {
            interfaces = List.copyOf(interfaces);
            routes = List.copyOf(routes);
            files = List.copyOf(files);
            published = List.copyOf(published);
        }

        /** The container's file of that role, its lines or none. */
        public List<String> lines(ManagedFile.Role role) {
            return files.stream()
                    .filter(file -> file.role() == role && file.lines() != null)
                    .findFirst()
                    .map(ManagedFile::lines)
                    .orElse(List.of());
        }
    }

    /** One end of a veth pair in a container; the other is a port of the network's bridge. */
    public record Interface(
            String name,
            String network,
            List<InterfaceAddress> addresses,
            @Nullable MacAddress macAddress,
            @Nullable Integer mtu,
            String hostEnd) {
        public Interface {
            addresses = List.copyOf(addresses);
        }
    }

    /** Looks at every stack that the host has. */
    public static Inventory take(Kernel kernel) {
        Set<String> stacks =
                kernel.observe(new Scope(Set.of(), Map.of(), Set.of())).facts().stacks();
        Observed observed = kernel.observe(new Scope(stacks, Map.of(), Set.of()));
        return InventoryBuilder.build(observed);
    }

    /** @throws Failure naming the nearest stack that exists */
    public Stack stack(String name) {
        Stack stack = stacks.get(name);
        if (stack == null) {
            throw unknown("no stack \"" + name + "\" on this host", name, stacks.keySet());
        }
        return stack;
    }

    /** @throws Failure naming the nearest container that exists */
    public Container container(ContainerName name) {
        Stack stack = stack(name.stack());
        Container container = stack.containers().get(name.container());
        if (container == null) {
            throw unknown(
                    "no container \"" + name.container() + "\" in stack " + name.stack(),
                    name.container(),
                    stack.containers().keySet());
        }
        return container;
    }

    private static Failure unknown(String message, String name, Collection<String> known) {
        String all = known.isEmpty()
                ? "there is none yet: run `jnetctl apply` first"
                : "there is: " + String.join(", ", known);
        return new Failure(message, Closest.hint(name, known).orElse(all));
    }
}
