package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.resource.Route;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Static routes of the main tables (net/ipv4/fib_semantics.c, net/ipv6/route.c); the on-link ones of addresses are not kept but derived. */
final class MemoryRoutes {
    private static final Cidr LOWEST = Cidr.parse("0.0.0.0/0");

    private final MemoryHost host;
    private final Table<Place, Held> routes;

    MemoryRoutes(MemoryHost host) {
        this.host = host;
        routes = new Table<>(host.undo);
    }

    /** Finds a route: the identity of its namespace, where it leads, and its metric. */
    record Place(long netns, Cidr destination, int metric) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byNetns = Long.compare(netns, other.netns);
            if (byNetns != 0) {
                return byNetns;
            }
            int byDestination = destination.compareTo(other.destination);
            return byDestination != 0 ? byDestination : Integer.compare(metric, other.metric);
        }
    }

    /**
     * A route.
     *
     * @param id its identity
     * @param link the identity of the link it leaves through, 0 for none
     * @param ours whether rtm_protocol says that jnetctl made it
     */
    record Held(
            long id, Place at, Route.Type type, @Nullable IpAddress gateway, long link, boolean ours) {
        Family family() {
            return at.destination().family();
        }
    }

    void add(Route route, boolean ours) {
        Held made = resolve(route, host.nextIdentity(), ours);
        if (routes.has(made.at()) || isConnected(made.at())) {
            throw Refusal.of("EEXIST", route.label());
        }
        routes.put(made.at(), made);
    }

    /** The kernel's own route to a subnet has metric 0 with IPv4, and with IPv6 one that nobody else uses (IP6_RT_PRIO_ADDRCONF). */
    private boolean isConnected(Place at) {
        return at.metric() == 0
                && at.destination().family() == Family.V4
                && at.destination().prefixLength() < 32
                && host.addresses.isConnected(at.netns(), at.destination());
    }

    void update(Route route) {
        Held changed = resolve(route, host.nextIdentity(), true);
        long id = routes.get(changed.at())
                .orElseThrow(() -> Refusal.of("ENOENT", route.label()))
                .id();
        routes.put(changed.at(), new Held(id, changed.at(), changed.type(), changed.gateway(), changed.link(), true));
    }

    /** Removes one that jnetctl made: a request names the protocol, and takes no other's. */
    void remove(Route route) {
        remove(route, Held::ours);
    }

    /** Removes whosever it is. */
    void delete(Route route) {
        remove(route, held -> true);
    }

    private void remove(Route route, Predicate<Held> mayGo) {
        long netns = host.namespaces.resolve(route.netns(), route.label());
        String name = route.link();
        long link = name == null
                ? 0
                : host.links
                        .require(new MemoryLinks.LinkName(netns, name), route.label())
                        .id();
        Place at = new Place(netns, route.destination(), route.metric());
        if (routes.get(at)
                .filter(held -> mayGo.test(held) && answersTo(held, route, link))
                .isEmpty()) {
            throw Refusal.of("ESRCH", route.label());
        }
        routes.remove(at);
    }

    /** A request to remove a route names its next hop, and takes no other. */
    private static boolean answersTo(Held held, Route route, long link) {
        return (link == 0 || link == held.link())
                && (route.gateway() == null || route.gateway().equals(held.gateway()))
                && (held.family() == Family.V6 || held.type() == route.type());
    }

    private Held resolve(Route route, long id, boolean ours) {
        long netns = host.namespaces.resolve(route.netns(), route.label());
        Place at = new Place(netns, route.destination(), route.metric());
        String name = route.link();
        if (route.type() == Route.Type.BLACKHOLE) {
            return new Held(id, at, route.type(), null, 0, ours);
        }
        if (name == null) {
            throw Refusal.of("ENODEV", route.label());
        }
        MemoryLinks.Link link = host.links.require(new MemoryLinks.LinkName(netns, name), route.label());
        if (at.destination().family() == Family.V6 && link.mtu() < MemoryLinks.IPV6_MIN_MTU) {
            throw Refusal.of("ENODEV", route.label());
        }
        IpAddress gateway = route.gateway();
        if (gateway != null) {
            requireReachable(netns, link, gateway, route.label());
        } else {
            requireUp(link, route);
        }
        return new Held(id, at, route.type(), gateway, link.id(), ours);
    }

    private static void requireUp(MemoryLinks.Link link, Route route) {
        if (!link.up()) {
            boolean v6 = route.destination().family() == Family.V6;
            throw Refusal.of(
                    "ENETDOWN", route.label(), v6 ? "Nexthop device is not up" : "Device for nexthop is not up");
        }
    }

    private void requireReachable(long netns, MemoryLinks.Link link, IpAddress gateway, String what) {
        if (gateway.family() == Family.V6) {
            if (host.addresses.isLocal(netns, gateway)) {
                throw Refusal.of("EINVAL", what, "Gateway can not be a local address");
            }
            if (!isNeighbour(netns, link, gateway)) {
                throw Refusal.of("EHOSTUNREACH", what);
            }
        } else if (!isNeighbour(netns, link, gateway)) {
            throw Refusal.of("ENETUNREACH", what, "Nexthop has invalid gateway");
        } else if (host.addresses.isBroadcast(link.id(), gateway)) {
            throw Refusal.of("EINVAL", what, "Nexthop has invalid gateway");
        }
    }

    /** Whether an address is reached through the link without a gateway: by the link's own subnets or by an on-link route. */
    private boolean isNeighbour(long netns, MemoryLinks.Link link, IpAddress address) {
        if (!link.up()) {
            return false;
        }
        if (link.mtu() >= MemoryLinks.IPV6_MIN_MTU && address.family() == Family.V6 && address.isLinkLocal()) {
            return true;
        }
        return host.addresses.isOnLink(link.id(), address)
                || of(netns).stream()
                        .anyMatch(route -> route.link() == link.id()
                                && route.gateway() == null
                                && route.at().destination().contains(address));
    }

    void removeThrough(long link) {
        removeIf(route -> route.link() == link);
    }

    void removeThrough(long link, Family family) {
        removeIf(route -> route.link() == link && route.family() == family);
    }

    /** IPv6 keeps its blackholes on lo, and loses them with it. */
    void removeIpv6Blackholes(long netns) {
        removeIf(route -> route.at().netns() == netns && route.link() == 0 && route.family() == Family.V6);
    }

    void removeAllOf(long netns) {
        removeIf(route -> route.at().netns() == netns);
    }

    private void removeIf(Predicate<Held> doomed) {
        List<Held> found = routes.all().values().stream().filter(doomed).toList();
        found.forEach(route -> routes.remove(route.at()));
    }

    Optional<Held> find(Place at) {
        return routes.get(at);
    }

    Collection<Held> of(long netns) {
        return routes.range(new Place(netns, LOWEST, 0), new Place(netns + 1, LOWEST, 0));
    }
}
