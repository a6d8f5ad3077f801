package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.reconciler.Desired;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Link;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** From manifest and observation to what is desired. */
public final class Resolver {
    private Resolver() {}

    /**
     * Resolves a manifest that was read without errors.
     *
     * @param attached the namespaces of the containers that others made, by stack and container
     */
    public static Resolution resolve(Manifest manifest, Map<Owner, AttachedNetns> attached, Observed observed) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        DesiredEntries desired = new DesiredEntries(diagnostics);
        Networks networks = Networks.resolve(manifest, observed, diagnostics);
        Endpoints endpoints =
                Endpoints.resolve(manifest, networks, owner -> netns(owner, attached), observed, diagnostics);
        List<ResolvedPort> ports = PortAllotment.allot(manifest, networks, endpoints, observed, diagnostics);
        ContainerResources containers = new ContainerResources(
                endpoints, new BridgePorts(observed, ports), attached, observed, desired, diagnostics);
        Set<String> stacks = manifest.stacks().stream().map(Stack::name).collect(Collectors.toSet());
        FirewallResources firewall = new FirewallResources(observed, stacks);
        for (ResolvedNetwork network : networks.owned()) {
            NetworkResources.add(network, desired);
            Forwarding.add(network, desired);
            Isolation.add(network, desired);
            firewall.add(network);
            requireFirewall(network, observed, diagnostics);
        }
        OtherFilters.warn(networks, observed.facts().firewall(), diagnostics);
        LinkSources sources = new LinkSources(endpoints);
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                containers.add(stack.name(), container);
                for (Link link : container.links()) {
                    sources.opened(stack.name(), container, link).ifPresent(firewall::add);
                }
            }
        }
        for (ResolvedPort port : ports) {
            networks.get(port.stack(), port.network()).ifPresent(network -> firewall.add(port, network, diagnostics));
        }
        firewall.emit(desired);
        new SharedResources(observed, stacks).keep(desired);
        return new Resolution(desired.of(stacks), diagnostics);
    }

    /** What remains desired when some stacks shall be gone: only what serves others too. */
    public static Desired nothing(Set<String> stacks, Observed observed) {
        DesiredEntries desired = new DesiredEntries(new ArrayList<>());
        new FirewallResources(observed, stacks).emit(desired);
        new SharedResources(observed, stacks).keep(desired);
        return desired.of(stacks);
    }

    private static void requireFirewall(ResolvedNetwork network, Observed observed, List<Diagnostic> diagnostics) {
        if (observed.facts().firewall().isMissing()) {
            diagnostics.add(Diagnostic.error(
                    network.network().pos(),
                    "network " + network.name() + " needs rules that keep it apart, and this host has no iptables",
                    "install iptables (apt-get install iptables)"));
        } else if (network.subnets().containsKey(Family.V6)
                && !observed.facts().firewall().families().contains(Family.V6)) {
            diagnostics.add(Diagnostic.error(
                    network.network().pos(),
                    "network " + network.name()
                            + " has IPv6 addresses and needs rules that keep it apart, and this host"
                            + " has no ip6tables",
                    "install ip6tables (it is in the package iptables), or leave the IPv6 subnet out"));
        }
    }

    private static Netns netns(Owner container, Map<Owner, AttachedNetns> attached) {
        AttachedNetns found = attached.get(container);
        return found != null ? found.netns() : Netns.named(container.stack() + "." + container.object());
    }
}
