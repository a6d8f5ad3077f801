package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.RtNetlink.NDA_DST;
import static io.jnetctl.kernel.linux.route.RtNetlink.NDA_LLADDR;
import static io.jnetctl.kernel.linux.route.RtNetlink.NDA_MASTER;
import static io.jnetctl.kernel.linux.route.RtNetlink.NDA_PROTOCOL;
import static io.jnetctl.kernel.linux.route.RtNetlink.NDA_VLAN;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** An attribute of a neighbour or a forwarding entry: NDA_ of linux/neighbour.h. */
public sealed interface NeighbourAttribute extends Encodable {
    /** The IP address of a neighbour. */
    record Destination(IpAddress address) implements NeighbourAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(NDA_DST, address.toBytes());
        }
    }

    record HardwareAddress(Bytes address) implements NeighbourAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(NDA_LLADDR, address.toArray());
        }
    }

    record Vlan(int id) implements NeighbourAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u16Attribute(NDA_VLAN, id);
        }
    }

    /** The index of the bridge of a forwarding entry. */
    record Master(int index) implements NeighbourAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(NDA_MASTER, index);
        }
    }

    /** Who made it: a number as of routes (rtm_protocol of linux/rtnetlink.h). */
    record Protocol(int protocol) implements NeighbourAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(NDA_PROTOCOL, protocol);
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements NeighbourAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static NeighbourAttribute decode(int family, int type, WireReader value) {
        return switch (type) {
            // In a forwarding entry it is the far end of a tunnel, which is a setting of another kind.
            case NDA_DST ->
                AddressFamily.isIp(family)
                        ? new Destination(AddressFamily.address(value))
                        : new Unknown(type, value.rest());
            case NDA_LLADDR -> new HardwareAddress(value.rest());
            case NDA_VLAN -> new Vlan(value.u16());
            case NDA_MASTER -> new Master(value.u32());
            case NDA_PROTOCOL -> new Protocol(value.u8());
            default -> new Unknown(type, value.rest());
        };
    }
}
