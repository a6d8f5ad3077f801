package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.Owner;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.PublishedPort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A container's wish for a port of the host, before it has one.
 *
 * @param through the endpoints that it leads to, one a family; never empty
 * @param addresses those of the host that it claims, one a family: the one that is written, else all
 * @param reason in the manifest's terms
 */
record PortRequest(
        String stack,
        Container container,
        PublishedPort published,
        Map<Family, Endpoint> through,
        List<IpAddress> addresses,
        String reason) {
    PortRequest {
        through = Collections.unmodifiableMap(through);
        addresses = List.copyOf(addresses);
    }

    PortRequest(
            String stack, Container container, PublishedPort published, Map<Family, Endpoint> through, String reason) {
        this(stack, container, published, through, addresses(published, through.keySet()), reason);
    }

    private static List<IpAddress> addresses(PublishedPort published, Set<Family> families) {
        List<IpAddress> addresses = new ArrayList<>(families.size());
        for (Family family : families) {
            addresses.add(address(published, family));
        }
        return addresses;
    }

    private static IpAddress address(PublishedPort published, Family family) {
        IpAddress hostIp = published.hostIp();
        return hostIp != null ? hostIp : PublishedRule.anyAddress(family);
    }

    Owner owner() {
        return new Owner(stack, container.name());
    }

    Port port(int number) {
        return new Port(number, published.target().protocol());
    }

    /** One a family. */
    List<ResolvedPort> resolve(int hostPort) {
        List<ResolvedPort> ports = new ArrayList<>(through.size());
        through.forEach((family, endpoint) -> ports.add(resolve(family, endpoint, hostPort)));
        return ports;
    }

    private ResolvedPort resolve(Family family, Endpoint endpoint, int hostPort) {
        @Nullable IpAddress target = endpoint.address(family);
        if (target == null) {
            throw new IllegalStateException(endpoint.container().name() + " has no address of " + family);
        }
        IpAddress hostIp = address(published, family);
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
