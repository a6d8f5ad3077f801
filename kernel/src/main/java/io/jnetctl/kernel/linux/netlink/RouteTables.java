package io.jnetctl.kernel.linux.netlink;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.NamespaceIdMessage;
import io.jnetctl.kernel.linux.route.NeighbourMessage;
import io.jnetctl.kernel.linux.route.RouteMessage;
import java.util.List;

/** The tables of a network namespace, read through a socket of {@link NetlinkProtocol#ROUTE}. */
public record RouteTables(NetlinkSocket socket) {
    private static final LinkAttribute WITHOUT_IPV6_COUNTERS =
            new LinkAttribute.ExtendedMask(LinkMessage.RTEXT_FILTER_SKIP_STATS);

    /** All links of the socket's namespace. */
    public List<LinkMessage> links() {
        return links(LinkMessage.any());
    }

    /** The links that the filter's attributes, such as a master or another namespace, let through. */
    public List<LinkMessage> links(LinkMessage filter) {
        return socket.dump(filter.with(WITHOUT_IPV6_COUNTERS).dump(), LinkMessage::decode);
    }

    /** The link that index or name of the message say. */
    public LinkMessage link(LinkMessage which) {
        return socket.get(which.with(WITHOUT_IPV6_COUNTERS).get(), LinkMessage::decode);
    }

    /** The addresses of both families. */
    public List<AddressMessage> addresses() {
        return addresses(AddressMessage.any());
    }

    /** The addresses that family, index and attributes of the filter let through. */
    public List<AddressMessage> addresses(AddressMessage filter) {
        return socket.dump(filter.dump(), AddressMessage::decode);
    }

    /** The routes of all tables of that family. */
    public List<RouteMessage> routes(Family family) {
        return routes(RouteMessage.any(family));
    }

    /** The routes that table, protocol, type and attributes of the filter let through. */
    public List<RouteMessage> routes(RouteMessage filter) {
        return socket.dump(filter.dump(), RouteMessage::decode);
    }

    /** The neighbours, or forwarding entries, that family and index of the filter let through. */
    public List<NeighbourMessage> neighbours(NeighbourMessage filter) {
        return socket.dump(filter.dump(), NeighbourMessage::decode);
    }

    /** The number by which the socket's namespace knows another, if it does. */
    public NamespaceIdMessage namespaceId(NamespaceIdMessage which) {
        return socket.get(which.get(), NamespaceIdMessage::decode);
    }
}
