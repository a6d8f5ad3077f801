package io.jnetctl.kernel.linux.route;

/** Message and attribute numbers: linux/rtnetlink.h, linux/neighbour.h, linux/net_namespace.h. */
final class RtNetlink {
    static final int RTM_NEWLINK = 16;
    static final int RTM_NEWADDR = 20;
    static final int RTM_NEWROUTE = 24;
    static final int RTM_NEWNEIGH = 28;
    static final int RTM_NEWNSID = 88;
    static final int RTM_NEWLINKPROP = 108;

    static final int RTA_DST = 1;
    static final int RTA_OIF = 4;
    static final int RTA_GATEWAY = 5;
    static final int RTA_PRIORITY = 6;
    static final int RTA_PREFSRC = 7;
    static final int RTA_TABLE = 15;
    static final int RTA_VIA = 18;

    static final int NDA_DST = 1;
    static final int NDA_LLADDR = 2;
    static final int NDA_VLAN = 5;
    static final int NDA_MASTER = 9;
    static final int NDA_PROTOCOL = 12;

    static final int NETNSA_NSID = 1;
    static final int NETNSA_PID = 2;
    static final int NETNSA_FD = 3;
    static final int NETNSA_TARGET_NSID = 4;
    static final int NETNSA_CURRENT_NSID = 5;

    private RtNetlink() {}
}
