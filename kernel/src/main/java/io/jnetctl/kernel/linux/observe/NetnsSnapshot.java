package io.jnetctl.kernel.linux.observe;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netlink.RouteTables;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.RouteMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of one namespace, and whose its links turned out to be. */
public final class NetnsSnapshot {
    private final Netns netns;
    private final String identity;
    private final Map<Integer, LinkView> links = new LinkedHashMap<>();
    private final List<AddressMessage> addresses;
    private final List<RouteMessage> routes;
    private final Map<Integer, Owner> owners = new HashMap<>();

    NetnsSnapshot(
            Netns netns,
            String identity,
            List<LinkMessage> links,
            List<AddressMessage> addresses,
            List<RouteMessage> routes) {
        this.netns = netns;
        this.identity = identity;
        this.addresses = addresses;
        this.routes = routes;
        for (LinkMessage message : links) {
            LinkView link = LinkView.of(message);
            this.links.put(link.index(), link);
        }
    }

    static NetnsSnapshot read(Netns netns, OpenNetns open) {
        RouteTables tables = open.tables();
        List<RouteMessage> routes = new ArrayList<>(tables.routes(Family.V4));
        routes.addAll(tables.routes(Family.V6));
        return new NetnsSnapshot(netns, open.identity(), tables.links(), tables.addresses(), routes);
    }

    Netns netns() {
        return netns;
    }

    /** As /proc/PID/ns/net reads in it. */
    String identity() {
        return identity;
    }

    Iterable<LinkView> links() {
        return links.values();
    }

    @Nullable LinkView link(int index) {
        return links.get(index);
    }

    /** The name of a link, or null where it is gone or there is none. */
    @Nullable String linkName(int index) {
        LinkView link = links.get(index);
        return link == null ? null : link.name();
    }

    List<AddressMessage> addresses() {
        return addresses;
    }

    List<RouteMessage> routes() {
        return routes;
    }

    void own(LinkView link, Owner owner) {
        owners.put(link.index(), owner);
    }

    /** Whose the link is, null for a foreign one. */
    @Nullable Owner owner(int index) {
        return owners.get(index);
    }

    /** The owner of the first of our links in it, in the order of their indexes as the kernel lists them. */
    @Nullable Owner firstOwner() {
        for (Integer index : links.keySet()) {
            Owner owner = owners.get(index);
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }
}
