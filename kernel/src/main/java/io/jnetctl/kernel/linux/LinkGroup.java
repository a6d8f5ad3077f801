package io.jnetctl.kernel.linux;

import io.jnetctl.kernel.NameHash;

/**
 * The interface group (IFLA_GROUP of linux/if_link.h) that marks a link as a stack's from its creation on: one message makes the link
 * and its group, while the alias, which says all, takes a second one.
 */
public final class LinkGroup {
    private static final int BASE = 0x4a000000;

    /** Groups of stacks end below this; those from here on are for links that are about to be deleted together. */
    private static final int DOOMED = 0xff0000;

    private LinkGroup() {}

    /** A hash below {@link #DOOMED}: the same on every host and in every version. */
    public static int of(String stack) {
        return BASE | Integer.remainderUnsigned(NameHash.of(stack), DOOMED);
    }

    /** The n-th group for links that are about to be deleted together; n below 65536. */
    public static int doomed(int n) {
        return BASE | DOOMED | (n & 0xffff);
    }
}
