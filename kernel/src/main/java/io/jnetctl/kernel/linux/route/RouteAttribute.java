package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.RtNetlink.RTA_DST;
import static io.jnetctl.kernel.linux.route.RtNetlink.RTA_GATEWAY;
import static io.jnetctl.kernel.linux.route.RtNetlink.RTA_OIF;
import static io.jnetctl.kernel.linux.route.RtNetlink.RTA_PREFSRC;
import static io.jnetctl.kernel.linux.route.RtNetlink.RTA_PRIORITY;
import static io.jnetctl.kernel.linux.route.RtNetlink.RTA_TABLE;
import static io.jnetctl.kernel.linux.route.RtNetlink.RTA_VIA;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** An attribute of a route: RTA_ of linux/rtnetlink.h. */
public sealed interface RouteAttribute extends Encodable {
    /** The address of the destination; the header has its prefix length. Absent: the default route. */
    record Destination(IpAddress address) implements RouteAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(RTA_DST, address.toBytes());
        }
    }

    record OutputLink(int index) implements RouteAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(RTA_OIF, index);
        }
    }

    record Gateway(IpAddress address) implements RouteAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(RTA_GATEWAY, address.toBytes());
        }
    }

    /** The metric; the lower is preferred. */
    record Priority(int metric) implements RouteAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(RTA_PRIORITY, metric);
        }
    }

    /** The source of what the host itself sends. */
    record PreferredSource(IpAddress address) implements RouteAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(RTA_PREFSRC, address.toBytes());
        }
    }

    /** The table; the header has room for 255 only. */
    record Table(int number) implements RouteAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(RTA_TABLE, number);
        }
    }

    /** A gateway of the other family (struct rtvia). */
    record Via(IpAddress gateway) implements RouteAttribute {
        @Override
        public void encode(WireWriter out) {
            out.attribute(RTA_VIA, via -> via.u16(AddressFamily.of(gateway)).bytes(gateway.toBytes()));
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements RouteAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static RouteAttribute decode(int family, int type, WireReader value) {
        // Other families, such as MPLS, have addresses of their own under these numbers.
        if (!AddressFamily.isIp(family)) {
            return new Unknown(type, value.rest());
        }
        return switch (type) {
            case RTA_DST -> new Destination(AddressFamily.address(value));
            case RTA_OIF -> new OutputLink(value.u32());
            case RTA_GATEWAY -> new Gateway(AddressFamily.address(value));
            case RTA_PRIORITY -> new Priority(value.u32());
            case RTA_PREFSRC -> new PreferredSource(AddressFamily.address(value));
            case RTA_TABLE -> new Table(value.u32());
            case RTA_VIA -> via(value);
            default -> new Unknown(type, value.rest());
        };
    }

    private static Via via(WireReader value) {
        int start = value.offset();
        int family = value.u16();
        IpAddress gateway = AddressFamily.address(value);
        if (AddressFamily.of(gateway) != family) {
            throw new MalformedMessageException(start, "family %d with %s".formatted(family, gateway));
        }
        return new Via(gateway);
    }
}
