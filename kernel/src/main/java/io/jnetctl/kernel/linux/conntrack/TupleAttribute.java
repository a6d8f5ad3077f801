package io.jnetctl.kernel.linux.conntrack;

import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_TUPLE_IP;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_TUPLE_PROTO;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_TUPLE_ZONE;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;

/** An attribute of one direction of a connection: CTA_TUPLE_ of linux/netfilter/nfnetlink_conntrack.h. */
public sealed interface TupleAttribute extends Encodable {
    record Addresses(List<AddressAttribute> addresses) implements TupleAttribute {
        public Addresses {
            addresses = List.copyOf(addresses);
        }

        @Override
        public void encode(WireWriter out) {
            out.nested(CTA_TUPLE_IP, addresses);
        }
    }

    /** The protocol above IP, and what it tells connections apart by. */
    record Transport(List<TransportAttribute> attributes) implements TupleAttribute {
        public Transport {
            attributes = List.copyOf(attributes);
        }

        @Override
        public void encode(WireWriter out) {
            out.nested(CTA_TUPLE_PROTO, attributes);
        }
    }

    /** The zone of this direction, where the other one is of another. */
    record Zone(int number) implements TupleAttribute {
        @Override
        public void encode(WireWriter out) {
            out.attribute(CTA_TUPLE_ZONE, value -> value.u16BigEndian(number));
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements TupleAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static TupleAttribute decode(int type, WireReader value) {
        return switch (type) {
            case CTA_TUPLE_IP -> new Addresses(value.attributeList(AddressAttribute::decode));
            case CTA_TUPLE_PROTO -> new Transport(value.attributeList(TransportAttribute::decode));
            case CTA_TUPLE_ZONE -> new Zone(value.u16BigEndian());
            default -> new Unknown(type, value.rest());
        };
    }
}
