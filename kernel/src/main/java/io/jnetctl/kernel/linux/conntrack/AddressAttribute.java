package io.jnetctl.kernel.linux.conntrack;

import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_IP_V4_DST;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_IP_V4_SRC;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_IP_V6_DST;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_IP_V6_SRC;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** An end of one direction: CTA_IP_ of linux/netfilter/nfnetlink_conntrack.h. The family has its own numbers. */
public sealed interface AddressAttribute extends Encodable {
    record Source(IpAddress address) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(address.family() == Family.V4 ? CTA_IP_V4_SRC : CTA_IP_V6_SRC, address.toBytes());
        }
    }

    record Destination(IpAddress address) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(address.family() == Family.V4 ? CTA_IP_V4_DST : CTA_IP_V6_DST, address.toBytes());
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements AddressAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static AddressAttribute decode(int type, WireReader value) {
        return switch (type) {
            case CTA_IP_V4_SRC -> new Source(address(value, Family.V4));
            case CTA_IP_V4_DST -> new Destination(address(value, Family.V4));
            case CTA_IP_V6_SRC -> new Source(address(value, Family.V6));
            case CTA_IP_V6_DST -> new Destination(address(value, Family.V6));
            default -> new Unknown(type, value.rest());
        };
    }

    private static IpAddress address(WireReader value, Family family) {
        return IpAddress.ofBytes(value.bytes(family.bits() / Byte.SIZE));
    }
}
