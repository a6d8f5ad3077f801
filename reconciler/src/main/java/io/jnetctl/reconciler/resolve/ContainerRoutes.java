package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.schema.StaticRoute;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A container's default route a family, and the routes that its networks bring. */
final class ContainerRoutes {
    private static final Comparator<Endpoint> PREFERENCE = Comparator.<Endpoint, Boolean>comparing(
                    endpoint -> endpoint.attachment().gateway())
            .thenComparingInt(endpoint -> endpoint.attachment().gatewayPriority());

    private final DesiredEntries desired;

    ContainerRoutes(DesiredEntries desired) {
        this.desired = desired;
    }

    void add(Netns netns, List<Endpoint> endpoints) {
        for (Family family : Family.values()) {
            wayOut(endpoints, family).ifPresent(endpoint -> addDefault(netns, endpoint, family));
        }
        for (Endpoint endpoint : endpoints) {
            endpoint.network().network().routes().forEach(route -> addStatic(netns, endpoint, route));
        }
    }

    /** The first of the most preferred among those that lead out. */
    private static Optional<Endpoint> wayOut(List<Endpoint> endpoints, Family family) {
        return endpoints.stream()
                .filter(endpoint -> !endpoint.network().network().internal()
                        && endpoint.addresses().containsKey(family)
                        && endpoint.network().gateways().containsKey(family))
                .reduce((best, next) -> PREFERENCE.compare(next, best) > 0 ? next : best);
    }

    /** What a container is reached by from outside: where its default route leaves, else the first that is not internal. */
    static Optional<Endpoint> entrance(List<Endpoint> endpoints, Family family) {
        return wayOut(endpoints, family)
                .or(() -> endpoints.stream()
                        .filter(endpoint -> !endpoint.network().network().internal()
                                && endpoint.addresses().containsKey(family))
                        .findFirst());
    }

    private void addDefault(Netns netns, Endpoint endpoint, Family family) {
        IpAddress gateway = endpoint.network().gateways().get(family);
        if (gateway == null) {
            return;
        }
        Cidr everything = Cidr.parse(family == Family.V4 ? "0.0.0.0/0" : "::/0");
        desired.add(
                Route.via(netns, everything, gateway, endpoint.interfaceName()),
                owner(endpoint),
                endpoint.container().name() + " leaves by "
                        + endpoint.attachment().network(),
                endpoint.attachment().pos());
    }

    private void addStatic(Netns netns, Endpoint endpoint, StaticRoute route) {
        IpAddress via = route.via();
        InterfaceAddress own = endpoint.addresses().get(route.destination().family());
        // Its network's router needs no route through itself: IPv6 refuses one, IPv4 would lead packets in a circle.
        if (own == null || own.address().equals(via)) {
            return;
        }
        desired.add(
                via == null
                        ? Route.blackhole(netns, route.destination())
                        : Route.via(netns, route.destination(), via, endpoint.interfaceName()),
                owner(endpoint),
                "route of network " + endpoint.attachment().network(),
                route.pos());
    }

    private static Owner owner(Endpoint endpoint) {
        return new Owner(
                endpoint.stack(),
                endpoint.container().name() + "/" + endpoint.attachment().network());
    }
}
