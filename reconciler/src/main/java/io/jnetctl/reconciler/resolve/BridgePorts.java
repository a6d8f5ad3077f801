package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.Netns;
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
    /** Whether iptables sees bridged packets of both families. */
    private final boolean filtered;

    /** Whether it sees those of one at least. */
    private final boolean seen;

    /** Known only where it matters. */
    private final Set<Publisher> publishers;

    private record Publisher(String stack, String container, String network) {}

    BridgePorts(Observed observed, List<ResolvedPort> ports) {
        this.filtered = isOn(observed, Scopes.BRIDGE_FILTER) && isOn(observed, Scopes.BRIDGE_FILTER_V6);
        this.seen = isOn(observed, Scopes.BRIDGE_FILTER) || isOn(observed, Scopes.BRIDGE_FILTER_V6);
        this.publishers = seen ? publishers(ports) : Set.of();
    }

    private static Set<Publisher> publishers(List<ResolvedPort> ports) {
        return ports.stream()
                .map(port -> new Publisher(port.stack(), port.container(), port.network()))
                .collect(Collectors.toSet());
    }

    private static boolean isOn(Observed observed, SysctlName name) {
        return observed.get(Sysctl.KIND.key(name.name()))
                .map(entry -> entry.resource() instanceof Sysctl(Netns _, String _, String value) && "1".equals(value))
                .orElse(false);
    }

    @Nullable Boolean isolated(Endpoint endpoint) {
        if (endpoint.network().adopted()) {
            return null;
        }
        return endpoint.network().isIsolated() && !(filtered && publishes(endpoint));
    }

    boolean hairpin(Endpoint endpoint) {
        return seen && publishes(endpoint);
    }

    private boolean publishes(Endpoint endpoint) {
        return publishers.contains(new Publisher(
                endpoint.stack(),
                endpoint.container().name(),
                endpoint.attachment().network()));
    }
}
