package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.AddressFamily.AF_INET6;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;

/** What an address family keeps for a link: an attribute inside IFLA_AF_SPEC of linux/if_link.h. */
public sealed interface FamilySetting extends Encodable {
    record Inet6(List<Inet6Attribute> attributes) implements FamilySetting {
        @Override
        public void encode(WireWriter out) {
            out.nested(AF_INET6, attributes);
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements FamilySetting {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static FamilySetting decode(int type, WireReader value) {
        return switch (type) {
            case AF_INET6 -> new Inet6(value.attributeList(Inet6Attribute::decode));
            default -> new Unknown(type, value.rest());
        };
    }
}
