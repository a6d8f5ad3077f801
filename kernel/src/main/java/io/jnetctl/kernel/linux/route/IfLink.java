package io.jnetctl.kernel.linux.route;

/** Attribute numbers of links: linux/if_link.h, linux/veth.h. */
final class IfLink {
    static final int IFLA_ADDRESS = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_LINK = 5;
    static final int IFLA_MASTER = 10;
    static final int IFLA_OPERSTATE = 16;
    static final int IFLA_LINKINFO = 18;
    static final int IFLA_NET_NS_PID = 19;
    static final int IFLA_IFALIAS = 20;
    static final int IFLA_AF_SPEC = 26;
    static final int IFLA_GROUP = 27;
    static final int IFLA_NET_NS_FD = 28;
    static final int IFLA_EXT_MASK = 29;
    static final int IFLA_LINK_NETNSID = 37;
    static final int IFLA_TARGET_NETNSID = 46;
    static final int IFLA_PROP_LIST = 52;
    static final int IFLA_ALT_IFNAME = 53;

    static final int IFLA_INFO_KIND = 1;
    static final int IFLA_INFO_DATA = 2;
    static final int IFLA_INFO_SLAVE_KIND = 4;
    static final int IFLA_INFO_SLAVE_DATA = 5;

    static final int VETH_INFO_PEER = 1;

    static final int IFLA_INET6_ADDR_GEN_MODE = 8;

    static final int IFLA_BR_FORWARD_DELAY = 1;
    static final int IFLA_BR_AGEING_TIME = 4;
    static final int IFLA_BR_STP_STATE = 5;
    static final int IFLA_BR_VLAN_FILTERING = 7;
    static final int IFLA_BR_MCAST_SNOOPING = 23;
    static final int IFLA_BR_NF_CALL_IPTABLES = 36;
    static final int IFLA_BR_NF_CALL_IP6TABLES = 37;
    static final int IFLA_BR_NF_CALL_ARPTABLES = 38;

    static final int IFLA_BRPORT_STATE = 1;
    static final int IFLA_BRPORT_MODE = 4;
    static final int IFLA_BRPORT_LEARNING = 8;
    static final int IFLA_BRPORT_UNICAST_FLOOD = 9;
    static final int IFLA_BRPORT_ISOLATED = 33;

    private IfLink() {}
}
