package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.Owner;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.PublishedPort;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's wish for a port of the host, before it has one.
 *
 * @param through the endpoints that it leads to, one a family; never empty
 * @param reason in the manifest's terms
 */
record PortRequest(
        String stack, Container container, PublishedPort published, Map<Family, Endpoint> through, String reason) {
    PortRequest {
        through = Collections.unmodifiableMap(new EnumMap<>(through));
    }

    Owner owner() {
        return new Owner(stack, container.name());
    }

    /** The addresses of the host that it claims, one a family: the one that is written, else all. */
    List<IpAddress> addresses() {
        return through.keySet().stream().map(this::address).toList();
    }

    IpAddress address(Family family) {
        IpAddress hostIp = published.hostIp();
        return hostIp != null ? hostIp : PublishedRule.anyAddress(family);
    }

    Port port(int number) {
        return new Port(number, published.target().protocol());
    }

    /** One a family. */
    List<ResolvedPort> resolve(int hostPort) {
        return through.entrySet().stream()
                .map(entry -> resolve(entry.getKey(), entry.getValue(), hostPort))
                .toList();
    }

    private ResolvedPort resolve(Family family, Endpoint endpoint, int hostPort) {
        @Nullable IpAddress target = endpoint.address(family);
        if (target == null) {
            throw new IllegalStateException(endpoint.container().name() + " has no address of " + family);
        }
        IpAddress hostIp = address(family);
        return new ResolvedPort(
                stack,
                container.name(),
                endpoint.attachment().network(),
                family,
                hostIp.isUnspecified() ? null : hostIp,
                hostPort,
                published.target().protocol(),
                target,
                published.target().number(),
                published.from(),
                published.pos(),
                reason);
    }
}
