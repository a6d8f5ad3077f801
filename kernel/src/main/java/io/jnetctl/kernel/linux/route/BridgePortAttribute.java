package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BRPORT_ISOLATED;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BRPORT_LEARNING;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BRPORT_MODE;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BRPORT_STATE;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BRPORT_UNICAST_FLOOD;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** A setting of a bridge port: IFLA_BRPORT_ of linux/if_link.h. */
public sealed interface BridgePortAttribute extends Encodable {
    /** BR_STATE_ of linux/if_bridge.h; 3 forwards. */
    record State(int state) implements BridgePortAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BRPORT_STATE, state);
        }
    }

    /** Whether a frame may leave by the port it came in by. */
    record Hairpin(boolean enabled) implements BridgePortAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BRPORT_MODE, enabled ? 1 : 0);
        }
    }

    record Learning(boolean enabled) implements BridgePortAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BRPORT_LEARNING, enabled ? 1 : 0);
        }
    }

    record UnicastFlood(boolean enabled) implements BridgePortAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BRPORT_UNICAST_FLOOD, enabled ? 1 : 0);
        }
    }

    /** Whether the port reaches only ports that are not isolated. */
    record Isolated(boolean enabled) implements BridgePortAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BRPORT_ISOLATED, enabled ? 1 : 0);
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements BridgePortAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static BridgePortAttribute decode(int type, WireReader value) {
        return switch (type) {
            case IFLA_BRPORT_STATE -> new State(value.u8());
            case IFLA_BRPORT_MODE -> new Hairpin(value.u8() != 0);
            case IFLA_BRPORT_LEARNING -> new Learning(value.u8() != 0);
            case IFLA_BRPORT_UNICAST_FLOOD -> new UnicastFlood(value.u8() != 0);
            case IFLA_BRPORT_ISOLATED -> new Isolated(value.u8() != 0);
            default -> new Unknown(type, value.rest());
        };
    }
}
