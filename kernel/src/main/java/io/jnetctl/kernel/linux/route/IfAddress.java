package io.jnetctl.kernel.linux.route;

/** Attribute numbers of addresses: linux/if_addr.h. */
final class IfAddress {
    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;
    static final int IFA_LABEL = 3;
    static final int IFA_BROADCAST = 4;
    static final int IFA_FLAGS = 8;
    static final int IFA_TARGET_NETNSID = 10;
    static final int IFA_PROTO = 11;

    private IfAddress() {}
}
