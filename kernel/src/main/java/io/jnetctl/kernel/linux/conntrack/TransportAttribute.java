package io.jnetctl.kernel.linux.conntrack;

import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_PROTO_DST_PORT;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_PROTO_NUM;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_PROTO_SRC_PORT;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** What a transport protocol tells connections apart by: CTA_PROTO_ of linux/netfilter/nfnetlink_conntrack.h. */
public sealed interface TransportAttribute extends Encodable {
    /** The protocol's number in the IP header. */
    record Protocol(int number) implements TransportAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(CTA_PROTO_NUM, number);
        }
    }

    record SourcePort(int number) implements TransportAttribute {
        @Override
        public void encode(WireWriter out) {
            out.attribute(CTA_PROTO_SRC_PORT, value -> value.u16BigEndian(number));
        }
    }

    record DestinationPort(int number) implements TransportAttribute {
        @Override
        public void encode(WireWriter out) {
            out.attribute(CTA_PROTO_DST_PORT, value -> value.u16BigEndian(number));
        }
    }

    /** One that has no record of its own here, such as the identifier of an echo. */
    record Unknown(int type, Bytes value) implements TransportAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static TransportAttribute decode(int type, WireReader value) {
        return switch (type) {
            case CTA_PROTO_NUM -> new Protocol(value.u8());
            case CTA_PROTO_SRC_PORT -> new SourcePort(value.u16BigEndian());
            case CTA_PROTO_DST_PORT -> new DestinationPort(value.u16BigEndian());
            default -> new Unknown(type, value.rest());
        };
    }
}
