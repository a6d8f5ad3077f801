package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.RtNetlink.RTM_NEWROUTE;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * A route: struct rtmsg of linux/rtnetlink.h and its attributes.
 *
 * @param destinationLength prefix length of {@link RouteAttribute.Destination}; 0 for the default route
 * @param sourceLength prefix length of a source that the route is restricted to; 0 without one
 * @param tos type of service that the route is restricted to; 0 without one
 * @param headerTable the table where it is below 256; {@link #table()} has it in any case
 * @param protocol who made it: RTPROT_
 * @param scope how far its destination is: RT_SCOPE_
 * @param type what becomes of a packet: RTN_
 * @param flags RTM_F_ and RTNH_F_
 */
public record RouteMessage(
        int family,
        int destinationLength,
        int sourceLength,
        int tos,
        int headerTable,
        int protocol,
        int scope,
        int type,
        int flags,
        List<RouteAttribute> attributes)
        implements RtnetlinkMessage<RouteAttribute> {
    public static final int RTN_UNICAST = 1;
    public static final int RTN_LOCAL = 2;
    public static final int RTN_BROADCAST = 3;
    /** An anycast address of the namespace itself; IPv6 has one for each subnet of a router (RFC 4291, 2.6.1). */
    public static final int RTN_ANYCAST = 4;

    public static final int RTN_MULTICAST = 5;
    public static final int RTN_BLACKHOLE = 6;
    public static final int RTN_UNREACHABLE = 7;
    public static final int RTN_PROHIBIT = 8;

    public static final int RTPROT_KERNEL = 2;
    public static final int RTPROT_BOOT = 3;
    public static final int RTPROT_STATIC = 4;

    public static final int RT_SCOPE_UNIVERSE = 0;
    public static final int RT_SCOPE_LINK = 253;

    public static final int RT_TABLE_MAIN = 254;
    public static final int RT_TABLE_LOCAL = 255;

    public RouteMessage {
        attributes = List.copyOf(attributes);
    }

    /** A unicast route of the main table to that block. */
    public static RouteMessage to(Cidr destination) {
        RouteMessage all = defaultRoute(destination.family());
        return new RouteMessage(
                        all.family,
                        destination.prefixLength(),
                        0,
                        0,
                        all.headerTable,
                        all.protocol,
                        all.scope,
                        all.type,
                        0,
                        List.of())
                .with(new RouteAttribute.Destination(destination.network()));
    }

    /** A unicast route of the main table to everywhere. */
    public static RouteMessage defaultRoute(Family family) {
        return new RouteMessage(
                AddressFamily.of(family),
                0,
                0,
                0,
                RT_TABLE_MAIN,
                RTPROT_BOOT,
                RT_SCOPE_UNIVERSE,
                RTN_UNICAST,
                0,
                List.of());
    }

    /** No route in particular, of one family. */
    public static RouteMessage any(Family family) {
        return new RouteMessage(AddressFamily.of(family), 0, 0, 0, 0, 0, 0, 0, 0, List.of());
    }

    public static RouteMessage decode(WireReader body) {
        int family = body.u8();
        RouteMessage message = new RouteMessage(
                family,
                body.u8(),
                body.u8(),
                body.u8(),
                body.u8(),
                body.u8(),
                body.u8(),
                body.u8(),
                body.u32(),
                body.attributeList((type, value) -> RouteAttribute.decode(family, type, value)));
        message.find(RouteAttribute.Destination.class)
                .ifPresent(to -> AddressFamily.checkPrefix(body, to.address(), message.destinationLength));
        return message;
    }

    @Override
    public void encode(WireWriter out) {
        out.u8(family).u8(destinationLength).u8(sourceLength).u8(tos);
        out.u8(headerTable).u8(protocol).u8(scope).u8(type);
        out.u32(flags).all(attributes);
    }

    /** The same message with more attributes at its end. */
    public RouteMessage with(RouteAttribute... more) {
        List<RouteAttribute> all =
                Stream.concat(attributes.stream(), Stream.of(more)).toList();
        return new RouteMessage(
                family, destinationLength, sourceLength, tos, headerTable, protocol, scope, type, flags, all);
    }

    /** The same message for another protocol, scope and type: who made it, how far it goes, what becomes of a packet. */
    public RouteMessage as(int otherProtocol, int otherScope, int otherType) {
        return new RouteMessage(
                family,
                destinationLength,
                sourceLength,
                tos,
                headerTable,
                otherProtocol,
                otherScope,
                otherType,
                flags,
                attributes);
    }

    public int table() {
        return find(RouteAttribute.Table.class)
                .map(RouteAttribute.Table::number)
                .orElse(headerTable);
    }

    @Override
    public int newType() {
        return RTM_NEWROUTE;
    }

    @Override
    public String label() {
        return find(RouteAttribute.Destination.class)
                .map(RouteAttribute.Destination::address)
                .map(IpAddress::toString)
                .map(address -> "route to " + address + "/" + destinationLength)
                .orElse(type == 0 ? "routes" : "default route");
    }
}
