package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.reconciler.Desired;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the host has of stacks outside of the manifest, and asks of the firewall on their behalf. */
final class OtherStacks {
    private final Map<String, List<Cidr>> subnets = new HashMap<>();
    private final Set<String> bridges = new TreeSet<>();
    /** Those of the manifest's stacks: they may be about to go, or to change. */
    private final Set<String> ours = new TreeSet<>();

    private final List<Bridge> networks = new ArrayList<>();
    private final List<PublishedRule> ports = new ArrayList<>();
    private final List<Rule> links = new ArrayList<>();
    private final List<Rule> shared = new ArrayList<>();
    private final Set<String> joined = new TreeSet<>();

    OtherStacks(Observed observed, Set<String> managed) {
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            boolean others = isOfOthers(owner, managed);
            switch (entry.resource()) {
                case Bridge bridge -> {
                    bridges.add(bridge.name());
                    if (others) {
                        networks.add(bridge);
                    } else if (owner != null) {
                        ours.add(bridge.name());
                    }
                }
                case Address address
                when address.netns().isHost() && !address.address().address().isLinkLocal() ->
                    subnets.computeIfAbsent(address.link(), unused -> new ArrayList<>())
                            .add(address.address().network());
                case Veth veth when others && veth.master() != null -> joined.add(veth.master());
                case Rule rule when others && LinkChains.isLeaf(rule) -> links.add(rule);
                case Rule rule when others -> PortChains.parse(rule).ifPresent(ports::add);
                case Rule rule when owner != null && owner.stack().equals(Desired.SHARED) -> shared.add(rule);
                default -> {}
            }
        }
    }

    static boolean isOfOthers(@Nullable Owner owner, Set<String> managed) {
        return owner != null && !owner.stack().equals(Desired.SHARED) && !managed.contains(owner.stack());
    }

    /** The rules of their published ports. */
    List<PublishedRule> ports() {
        return ports;
    }

    /** The rules of their links. */
    List<Rule> links() {
        return links;
    }

    /** A network of the manifest: its bridge will be there, with these subnets. */
    void stays(ResolvedNetwork network) {
        ours.remove(network.bridge());
        bridges.add(network.bridge());
        subnets.put(network.bridge(), List.copyOf(network.subnets().values()));
    }

    /** Whether there will be such a bridge, whoever's it is. */
    boolean hasBridge(String name) {
        return bridges.contains(name) && !ours.contains(name);
    }

    void ask(Demands demands) {
        for (Bridge network : networks) {
            NetworkPolicy policy = network.policy();
            for (Cidr subnet : subnets.getOrDefault(network.name(), List.of())) {
                demands.network(subnet.family(), policy == null ? NetworkPolicy.NONE : policy);
            }
        }
        ports.forEach(demands::port);
        links.forEach(demands::link);
        for (Family family : Family.values()) {
            adopted(family).forEach(bridge -> demands.adopted(family, bridge));
        }
    }

    /** Bridges that nobody of us made, that ports are let through on, and that containers of theirs are on. */
    private Collection<String> adopted(Family family) {
        Set<String> adopted = new TreeSet<>();
        if (ports.stream().anyMatch(rule -> rule.family() == family)) {
            shared.stream()
                    .filter(rule -> rule.family() == family && FixedRules.isOfAdopted(rule))
                    .flatMap(rule -> RuleArguments.value(rule, "-o").stream())
                    .filter(joined::contains)
                    .forEach(adopted::add);
        }
        return adopted;
    }

    /** The bridges behind which the targets of ports are that are reached at an address of 127.0.0.0/8. */
    Set<String> behindLocalhost() {
        Set<String> behind = new TreeSet<>();
        ports.stream()
                .filter(PortRules::isAtLocalhost)
                .map(PublishedRule::target)
                .forEach(target -> bridges.stream()
                        .filter(bridge -> hasBridge(bridge) && isOn(bridge, target))
                        .forEach(behind::add));
        return behind;
    }

    private boolean isOn(String bridge, IpAddress target) {
        return subnets.getOrDefault(bridge, List.of()).stream().anyMatch(subnet -> subnet.contains(target));
    }
}
