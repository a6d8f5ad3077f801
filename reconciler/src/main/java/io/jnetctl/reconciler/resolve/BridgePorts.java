package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.resource.Sysctl;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a bridge shall treat the ports of containers.
 *
 * <p>Where br_netfilter shows bridged packets to iptables, one for a published port is given its new destination while it is still on
 * the bridge, and stays on it: from the port of the neighbour that asks, which may be the publishing container itself, to that of
 * the container. Such a port must send frames back, and must not be isolated; in a network whose containers are kept apart, the
 * rules that links have then also decide on what is bridged. See {@link FixedRules}.
 */
final class BridgePorts {
    /** The settings of the host for IPv4 and IPv6; null where br_netfilter is not. */
    private final @Nullable String v4;

    private final @Nullable String v6;

    /** Known only where it matters. */
    private final Set<Publisher> publishers;

    private record Publisher(String stack, String container, String network) {}

    BridgePorts(Observed observed, List<ResolvedPort> ports) {
        this.v4 = value(observed, Scopes.BRIDGE_FILTER);
        this.v6 = value(observed, Scopes.BRIDGE_FILTER_V6);
        this.publishers = v4 != null || v6 != null ? publishers(ports) : Set.of();
    }

    private static Set<Publisher> publishers(List<ResolvedPort> ports) {
        return ports.stream()
                .map(port -> new Publisher(port.stack(), port.container(), port.network()))
                .collect(Collectors.toSet());
    }

    private static @Nullable String value(Observed observed, SysctlName name) {
        Observed.Entry entry = observed.get(Sysctl.KIND.key(name.name())).orElse(null);
        return entry != null && entry.resource() instanceof Sysctl sysctl ? sysctl.value() : null;
    }

    /**
     * Whether iptables sees what the network's bridge forwards of a family, by this setting of the host or the bridge's own: one whose
     * containers are kept apart has it on, and it counts where br_netfilter is.
     */
    private static boolean isSeen(ResolvedNetwork network, @Nullable String setting) {
        return setting != null && (setting.equals("1") || network.isIsolated());
    }

    @Nullable Boolean isolated(Endpoint endpoint) {
        if (endpoint.network().adopted()) {
            return null;
        }
        ResolvedNetwork network = endpoint.network();
        boolean filtered = isSeen(network, v4) && isSeen(network, v6);
        return network.isIsolated() && !(filtered && publishes(endpoint));
    }

    boolean hairpin(Endpoint endpoint) {
        ResolvedNetwork network = endpoint.network();
        return (isSeen(network, v4) || isSeen(network, v6)) && publishes(endpoint);
    }

    private boolean publishes(Endpoint endpoint) {
        return publishers.contains(new Publisher(
                endpoint.stack(),
                endpoint.container().name(),
                endpoint.attachment().network()));
    }
}
