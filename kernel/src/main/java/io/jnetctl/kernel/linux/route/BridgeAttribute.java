package io.jnetctl.kernel.linux.route;

import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BR_AGEING_TIME;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BR_FORWARD_DELAY;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BR_MCAST_SNOOPING;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BR_NF_CALL_ARPTABLES;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BR_NF_CALL_IP6TABLES;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BR_NF_CALL_IPTABLES;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BR_STP_STATE;
import static io.jnetctl.kernel.linux.route.IfLink.IFLA_BR_VLAN_FILTERING;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.Encodable;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** A setting of a bridge: IFLA_BR_ of linux/if_link.h. */
public sealed interface BridgeAttribute extends Encodable {
    /** How long a new port listens and learns before it forwards. */
    record ForwardDelay(int centiseconds) implements BridgeAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_BR_FORWARD_DELAY, centiseconds);
        }
    }

    /** How long a learned address is kept. */
    record AgeingTime(int centiseconds) implements BridgeAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_BR_AGEING_TIME, centiseconds);
        }
    }

    /** 0 off, 1 by the kernel, 2 by a daemon. */
    record SpanningTree(int state) implements BridgeAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u32Attribute(IFLA_BR_STP_STATE, state);
        }
    }

    record VlanFiltering(boolean enabled) implements BridgeAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BR_VLAN_FILTERING, enabled ? 1 : 0);
        }
    }

    record MulticastSnooping(boolean enabled) implements BridgeAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BR_MCAST_SNOOPING, enabled ? 1 : 0);
        }
    }

    /** Whether bridged IPv4 passes through iptables. */
    record CallIptables(boolean enabled) implements BridgeAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BR_NF_CALL_IPTABLES, enabled ? 1 : 0);
        }
    }

    /** Whether bridged IPv6 passes through ip6tables. */
    record CallIp6tables(boolean enabled) implements BridgeAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BR_NF_CALL_IP6TABLES, enabled ? 1 : 0);
        }
    }

    /** Whether bridged ARP passes through arptables. */
    record CallArptables(boolean enabled) implements BridgeAttribute {
        @Override
        public void encode(WireWriter out) {
            out.u8Attribute(IFLA_BR_NF_CALL_ARPTABLES, enabled ? 1 : 0);
        }
    }

    /** One that has no record of its own here. */
    record Unknown(int type, Bytes value) implements BridgeAttribute {
        @Override
        public void encode(WireWriter out) {
            out.bytesAttribute(type, value.toArray());
        }
    }

    static BridgeAttribute decode(int type, WireReader value) {
        return switch (type) {
            case IFLA_BR_FORWARD_DELAY -> new ForwardDelay(value.u32());
            case IFLA_BR_AGEING_TIME -> new AgeingTime(value.u32());
            case IFLA_BR_STP_STATE -> new SpanningTree(value.u32());
            case IFLA_BR_VLAN_FILTERING -> new VlanFiltering(value.u8() != 0);
            case IFLA_BR_MCAST_SNOOPING -> new MulticastSnooping(value.u8() != 0);
            case IFLA_BR_NF_CALL_IPTABLES -> new CallIptables(value.u8() != 0);
            case IFLA_BR_NF_CALL_IP6TABLES -> new CallIp6tables(value.u8() != 0);
            case IFLA_BR_NF_CALL_ARPTABLES -> new CallArptables(value.u8() != 0);
            default -> new Unknown(type, value.rest());
        };
    }
}
