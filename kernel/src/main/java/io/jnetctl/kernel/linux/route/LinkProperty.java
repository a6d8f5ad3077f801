package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.IfLink.IFLA_ALT_IFNAME;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** A property of a link: an attribute inside IFLA_PROP_LIST of linux/if_link.h. */
public sealed interface LinkProperty extends Encodable {
    /** A further name, at most 127 bytes. */
    record AlternativeName(String name) implements LinkProperty {
        @Override
        public void encode(WireWriter out) {
            out.stringAttribute(IFLA_ALT_IFNAME, name);
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements LinkProperty {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static LinkProperty decode(int type, WireReader value) {
        return switch (type) {
            case IFLA_ALT_IFNAME -> new AlternativeName(value.string());
            default -> new Unknown(type, value.rest());
        };
    }
}
