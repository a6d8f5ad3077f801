package io.jnetctl.kernel.linux.conntrack;

/** Message and attribute numbers: linux/netfilter/nfnetlink_conntrack.h, linux/netfilter/nfnetlink.h. */
final class CtNetlink {
    private static final int NFNL_SUBSYS_CTNETLINK = 1;

    static final int IPCTNL_MSG_CT_NEW = NFNL_SUBSYS_CTNETLINK << Byte.SIZE;
    static final int IPCTNL_MSG_CT_GET = IPCTNL_MSG_CT_NEW | 1;
    static final int IPCTNL_MSG_CT_DELETE = IPCTNL_MSG_CT_NEW | 2;

    static final int CTA_TUPLE_ORIG = 1;
    static final int CTA_TUPLE_REPLY = 2;
    static final int CTA_STATUS = 3;
    static final int CTA_ID = 12;
    static final int CTA_ZONE = 18;

    static final int CTA_TUPLE_IP = 1;
    static final int CTA_TUPLE_PROTO = 2;
    static final int CTA_TUPLE_ZONE = 3;

    static final int CTA_IP_V4_SRC = 1;
    static final int CTA_IP_V4_DST = 2;
    static final int CTA_IP_V6_SRC = 3;
    static final int CTA_IP_V6_DST = 4;

    static final int CTA_PROTO_NUM = 1;
    static final int CTA_PROTO_SRC_PORT = 2;
    static final int CTA_PROTO_DST_PORT = 3;

    private CtNetlink() {}
}
