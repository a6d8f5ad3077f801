package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.IfLink.IFLA_INET6_ADDR_GEN_MODE;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** What IPv6 keeps for a link: IFLA_INET6_ of linux/if_link.h. */
public sealed interface Inet6Attribute extends Encodable {
    /** How link-local addresses are made: 0 from the MAC, 1 not at all (IN6_ADDR_GEN_MODE_). */
    record AddressGenerationMode(int mode) implements Inet6Attribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_INET6_ADDR_GEN_MODE, mode);
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements Inet6Attribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static Inet6Attribute decode(int type, WireReader value) {
        return switch (type) {
            case IFLA_INET6_ADDR_GEN_MODE -> new AddressGenerationMode(value.u8());
            default -> new Unknown(type, value.rest());
        };
    }
}
