package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.schema.External;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All networks of a manifest with everything decided, by stack and the name that the stack knows them by. */
final class Networks {
    private final Observed observed;
    private final List<Diagnostic> diagnostics;
    private final Map<Owner, ResolvedNetwork> resolved = new LinkedHashMap<>();
    private final Map<Owner, Bridge> bridges = new HashMap<>();
    private final Map<String, List<InterfaceAddress>> onHost = new HashMap<>();

    private Networks(Observed observed, List<Diagnostic> diagnostics) {
        this.observed = observed;
        this.diagnostics = diagnostics;
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null && entry.resource() instanceof Bridge bridge) {
                bridges.put(owner, bridge);
            } else if (entry.resource() instanceof Address address
                    && address.netns().isHost()) {
                onHost.computeIfAbsent(address.link(), unused -> new ArrayList<>())
                        .add(address.address());
            }
        }
    }

    static Networks resolve(Manifest manifest, Observed observed, List<Diagnostic> diagnostics) {
        Networks networks = new Networks(observed, diagnostics);
        SubnetAllotment allotment = new SubnetAllotment(manifest, observed, diagnostics);
        for (Stack stack : manifest.stacks()) {
            for (Network network : stack.networks()) {
                if (network.external() == null) {
                    networks.put(stack, network, owned(stack, network, allotment));
                }
            }
        }
        for (Stack stack : manifest.stacks()) {
            for (Network network : stack.networks()) {
                switch (network.external()) {
                    case null -> {}
                    case External.OtherStack other -> networks.ofOtherStack(stack, network, other);
                    case External.AdoptedBridge adopted -> networks.adopted(stack, network, adopted);
                }
            }
        }
        return networks;
    }

    Optional<ResolvedNetwork> get(String stack, String network) {
        return Optional.ofNullable(resolved.get(new Owner(stack, network)));
    }

    /** Those whose bridges a stack makes. */
    List<ResolvedNetwork> owned() {
        return resolved.values().stream().filter(ResolvedNetwork::owned).toList();
    }

    private void put(Stack stack, Network network, ResolvedNetwork found) {
        resolved.put(new Owner(stack.name(), network.name()), found);
    }

    private static ResolvedNetwork owned(Stack stack, Network network, SubnetAllotment allotment) {
        Map<Family, Cidr> subnets = allotment.allot(stack, network);
        return new ResolvedNetwork(
                stack.name(),
                network,
                SubnetAllotment.bridgeOf(stack, network),
                true,
                false,
                subnets,
                gateways(network, subnets));
    }

    private static Map<Family, IpAddress> gateways(Network network, Map<Family, Cidr> subnets) {
        Map<Family, IpAddress> gateways = new EnumMap<>(Family.class);
        subnets.forEach((family, subnet) -> gateways.put(
                family, network.gateway(family).orElseGet(() -> subnet.network().next())));
        return gateways;
    }

    private void ofOtherStack(Stack stack, Network network, External.OtherStack other) {
        ResolvedNetwork declared = resolved.get(new Owner(other.stack(), other.network()));
        if (declared != null) {
            put(
                    stack,
                    network,
                    new ResolvedNetwork(
                            declared.stack(),
                            merged(network, declared.network()),
                            declared.bridge(),
                            false,
                            declared.adopted(),
                            declared.subnets(),
                            declared.gateways()));
            return;
        }
        Optional<Bridge> bridge = Optional.ofNullable(bridges.get(new Owner(other.stack(), other.network())));
        if (bridge.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                    network.pos(),
                    "network " + network.name() + ": there is no network " + other + " on this host",
                    "apply stack " + other.stack() + " first, or give its manifest along with -f"));
            return;
        }
        put(stack, network, existing(other.stack(), ruled(network, bridge.get().policy()), bridge.get()));
    }

    private void adopted(Stack stack, Network network, External.AdoptedBridge adopted) {
        Optional<Bridge> bridge =
                observed.get(Bridge.KIND.key(adopted.bridge())).map(entry -> (Bridge) entry.resource());
        if (bridge.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                    network.pos(),
                    "network " + network.name() + ": bridge " + adopted.bridge() + " must already exist on the host",
                    "make it first, or leave out `external` to have it made"));
            return;
        }
        put(stack, network, existing(stack.name(), network, bridge.get()));
    }

    /** A network whose bridge is there already: its subnets and gateways are those written, else the addresses that it has. */
    private ResolvedNetwork existing(String owner, Network network, Bridge bridge) {
        Map<Family, Cidr> subnets = new EnumMap<>(Family.class);
        Map<Family, IpAddress> gateways = new EnumMap<>(Family.class);
        network.subnets().forEach(subnet -> subnets.put(subnet.family(), subnet));
        network.gateways().forEach(gateway -> gateways.put(gateway.family(), gateway));
        for (InterfaceAddress has : onHost.getOrDefault(bridge.name(), List.of())) {
            if (!has.address().isLinkLocal()) {
                Family family = has.address().family();
                subnets.putIfAbsent(family, has.network());
                if (has.network().equals(subnets.get(family))) {
                    gateways.putIfAbsent(family, has.address());
                }
            }
        }
        if (subnets.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                    network.pos(),
                    "network " + network.name() + ": bridge " + bridge.name()
                            + " has no address to take the subnet from",
                    "write the `subnet` that is used on it"));
        }
        Network sized = copy(network, network, network.mtu() != null ? network.mtu() : bridge.mtu());
        boolean adopted = network.external() instanceof External.AdoptedBridge;
        return new ResolvedNetwork(owner, sized, bridge.name(), false, adopted, subnets, gateways);
    }

    /** Known by the name it has here, with what the declaring stack says of it. */
    private static Network merged(Network here, Network declared) {
        return copy(here, declared, declared.mtu());
    }

    /** With the policy that its bridge has, since its own stack's manifest is not at hand. */
    private static Network ruled(Network network, @Nullable NetworkPolicy policy) {
        return policy == null
                ? network
                : new Network(
                        network.name(),
                        network.driver(),
                        network.subnets(),
                        network.gateways(),
                        network.ipRanges(),
                        network.reserved(),
                        policy.internal(),
                        !policy.isolated(),
                        policy.masquerade(),
                        network.mtu(),
                        network.bridge(),
                        network.external(),
                        network.ipv6(),
                        policy.hostAccess(),
                        network.routes(),
                        network.pos());
    }

    private static Network copy(Network named, Network rest, @Nullable Integer mtu) {
        return new Network(
                named.name(),
                rest.driver(),
                rest.subnets(),
                rest.gateways(),
                rest.ipRanges(),
                rest.reserved(),
                rest.internal(),
                rest.icc(),
                rest.masquerade(),
                mtu,
                rest.bridge(),
                named.external(),
                rest.ipv6(),
                rest.hostAccess(),
                named.routes().isEmpty() ? rest.routes() : named.routes(),
                named.pos());
    }
}
