package io.jnetctl.kernel.linux.wire;

/** Constants of message headers: linux/netlink.h. */
public final class Nlmsg {
    /** Bytes of struct nlmsghdr. */
    public static final int HEADER_BYTES = 16;

    public static final int NLMSG_NOOP = 1;
    public static final int NLMSG_ERROR = 2;
    public static final int NLMSG_DONE = 3;

    public static final int NLM_F_REQUEST = 0x01;
    public static final int NLM_F_MULTI = 0x02;
    public static final int NLM_F_ACK = 0x04;
    public static final int NLM_F_DUMP_INTR = 0x10;

    /** On requests that get: the whole table. */
    public static final int NLM_F_DUMP = 0x300;

    /** On requests that make: change one that exists. */
    public static final int NLM_F_REPLACE = 0x100;

    /** On requests that make: refuse where it exists. */
    public static final int NLM_F_EXCL = 0x200;

    /** On requests that make: make it where it does not exist. */
    public static final int NLM_F_CREATE = 0x400;

    /** On requests that make: add to the end of a list. */
    public static final int NLM_F_APPEND = 0x800;

    /** On acknowledgements: the request is not repeated in full. */
    public static final int NLM_F_CAPPED = 0x100;

    /** On acknowledgements: attributes of enum nlmsgerr_attrs follow. */
    public static final int NLM_F_ACK_TLVS = 0x200;

    private Nlmsg() {}
}
