package io.jnetctl.kernel.linux.netlink;

/** The families of netlink that jnetctl speaks to: linux/netlink.h. */
public enum NetlinkProtocol {
    ROUTE(0),
    SOCK_DIAG(4),
    NETFILTER(12);

    private final int number;

    NetlinkProtocol(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
