package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of the host. Those that all stacks share are made of what the manifest and the other stacks of the host ask for together, so
 * that whichever stack is applied, the same ones are desired; a published port's and a link's own ones are their container's.
 */
final class FirewallResources {
    private static final String KEPT_APART = "networks are kept apart";
    private static final String OTHERS = "other stacks stand on it";

    private final Observed observed;
    private final OtherStacks others;
    private final Demands demands;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<PublishedRule> ports = new ArrayList<>();
    private final List<Rule> links = new ArrayList<>();
    private final Set<String> behindLocalhost = new TreeSet<>();
    /** Why the host is to forward for bridges that were adopted, by family. */
    private final Map<Family, String> forwarding = new EnumMap<>(Family.class);

    FirewallResources(Observed observed, Set<String> managed) {
        this.observed = observed;
        this.others = new OtherStacks(observed, managed);
        this.demands = new Demands(
                observed.get(Sysctl.KIND.key(Scopes.BRIDGE_FILTER.name())).isPresent());
        others.ask(demands);
    }

    /** One container's own rule. */
    private record Leaf(Rule rule, Owner owner, String reason, SourcePos pos) {}

    void add(ResolvedNetwork network) {
        network.subnets().keySet().forEach(family -> demands.network(family, network.policy()));
        others.stays(network);
    }

    /** Warns of a port at ::1: the kernel takes no answer to it from another interface, and nothing can tell it to. */
    void add(ResolvedPort port, ResolvedNetwork network, List<Diagnostic> diagnostics) {
        IpAddress hostIp = port.hostIp();
        if (port.family() == Family.V6 && hostIp != null && hostIp.isLoopback()) {
            diagnostics.add(Diagnostic.warning(
                    port.pos(),
                    port.reason() + ", where nothing can reach it: Linux leads nothing on that goes to ::1",
                    "publish it at 127.0.0.1, or at another address of the host"));
            return;
        }
        Owner owner = new Owner(port.stack(), port.container());
        for (PublishedRule rule : PortRules.of(port)) {
            ports.add(rule);
            leaves.add(new Leaf(PortRules.rule(rule), owner, port.reason(), port.pos()));
            demands.port(rule);
            if (PortRules.isAtLocalhost(rule)) {
                behindLocalhost.add(network.bridge());
            }
        }
        if (network.adopted()) {
            forwarding.putIfAbsent(port.family(), port.reason());
            demands.adopted(port.family(), network.bridge());
        }
    }

    void add(OpenedLink link) {
        for (Rule rule : link.rules()) {
            links.add(rule);
            leaves.add(new Leaf(rule, link.owner(), link.reason(), link.link().pos()));
            demands.link(rule);
        }
    }

    /** All that was asked for. */
    void emit(DesiredEntries desired) {
        forwarding.forEach((family, reason) -> Forwarding.add(family, reason, desired));
        fixed(desired);
        PortChains chains = new PortChains(desired);
        ports.forEach(rule -> chains.lead(rule, "ports are published"));
        others.ports().forEach(rule -> chains.lead(rule, OTHERS));
        links.forEach(rule -> LinkChains.lead(rule, desired, "links open ports"));
        others.links().forEach(rule -> LinkChains.lead(rule, desired, OTHERS));
        leaves.forEach(leaf -> desired.add(leaf.rule(), leaf.owner(), leaf.reason(), leaf.pos()));
        links.forEach(rule ->
                OpenedRule.parse(rule).ifPresent(opened -> Isolation.add(opened, desired, "links lead over the host")));
        others.links()
                .forEach(rule -> OpenedRule.parse(rule)
                        .filter(opened -> others.hasBridge(opened.bridge()))
                        .ifPresent(opened -> Isolation.add(opened, desired, OTHERS)));
        behindLocalhost.addAll(others.behindLocalhost());
        // What is answered from another interface for 127.0.0.1 the kernel takes for a lie, unless it is told.
        behindLocalhost.forEach(bridge -> desired.share(
                new Sysctl(Netns.HOST, Scopes.ofLink("net.ipv4.conf", bridge, "route_localnet"), "1"),
                bridge,
                "ports are published at 127.0.0.1"));
    }

    private void fixed(DesiredEntries desired) {
        Map<String, List<Rule>> standing = standing();
        for (Family family : Family.values()) {
            for (FixedChain chain : FixedRules.of(family, demands.demand(family))) {
                Chain itself = new Chain(family, chain.table(), chain.name());
                if (!chain.isBuiltIn()) {
                    desired.share(itself, chain.table(), KEPT_APART);
                }
                RuleOrder.settle(chain, standing.getOrDefault(itself.label(), List.of()))
                        .forEach(rule -> desired.share(rule, chain.table(), KEPT_APART));
            }
        }
    }

    /** The rules that are ours, by their chain, in its order. */
    private Map<String, List<Rule>> standing() {
        Map<String, List<Rule>> rules = new HashMap<>();
        for (Observed.Entry entry : observed.entries().values()) {
            if (entry.owner() != null && entry.resource() instanceof Rule rule) {
                rules.computeIfAbsent(rule.place(), unused -> new ArrayList<>()).add(rule);
            }
        }
        return rules;
    }
}
