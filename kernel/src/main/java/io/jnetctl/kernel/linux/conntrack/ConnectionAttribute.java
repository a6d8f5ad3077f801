package io.jnetctl.kernel.linux.conntrack;

import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_ID;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_STATUS;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_TUPLE_ORIG;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_TUPLE_REPLY;
import static io.jnetctl.kernel.linux.conntrack.CtNetlink.CTA_ZONE;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;

/** An attribute of a tracked connection: CTA_ of linux/netfilter/nfnetlink_conntrack.h. */
public sealed interface ConnectionAttribute extends Encodable {
    /** Its packets from the side that began it. */
    record Original(List<TupleAttribute> tuple) implements ConnectionAttribute {
        public Original {
            tuple = List.copyOf(tuple);
        }

        @Override
        public void encode(WireWriter out) {
            out.nested(CTA_TUPLE_ORIG, tuple);
        }
    }

    /** The answers, as they come in. */
    record Reply(List<TupleAttribute> tuple) implements ConnectionAttribute {
        public Reply {
            tuple = List.copyOf(tuple);
        }

        @Override
        public void encode(WireWriter out) {
            out.nested(CTA_TUPLE_REPLY, tuple);
        }
    }

    /** IPS_ of linux/netfilter/nf_conntrack_common.h. */
    record Status(int bits) implements ConnectionAttribute {
        /** Packets went both ways for long enough. */
        public static final int ASSURED = 1 << 2;

        /** The destination of its packets is rewritten. */
        public static final int DESTINATION_TRANSLATED = 1 << 5;

        public boolean has(int bit) {
            return (bits & bit) != 0;
        }

        @Override
        public void encode(WireWriter out) {
            out.attribute(CTA_STATUS, value -> value.u32BigEndian(bits));
        }
    }

    /** Tells this connection from a later one of the same addresses and ports. */
    record Id(int number) implements ConnectionAttribute {
        @Override
        public void encode(WireWriter out) {
            out.attribute(CTA_ID, value -> value.u32BigEndian(number));
        }
    }

    /** The zone that it is tracked in; absent for zone 0. */
    record Zone(int number) implements ConnectionAttribute {
        @Override
        public void encode(WireWriter out) {
            out.attribute(CTA_ZONE, value -> value.u16BigEndian(number));
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements ConnectionAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static ConnectionAttribute decode(int type, WireReader value) {
        return switch (type) {
            case CTA_TUPLE_ORIG -> new Original(value.attributeList(TupleAttribute::decode));
            case CTA_TUPLE_REPLY -> new Reply(value.attributeList(TupleAttribute::decode));
            case CTA_STATUS -> new Status(value.u32BigEndian());
            case CTA_ID -> new Id(value.u32BigEndian());
            case CTA_ZONE -> new Zone(value.u16BigEndian());
            default -> new Unknown(type, value.rest());
        };
    }
}
