package io.jnetctl.kernel.linux;

import java.nio.charset.StandardCharsets;

/**
 * The interface group (IFLA_GROUP of linux/if_link.h) that marks a link as a stack's from its creation on: one message makes the link
 * and its group, while the alias, which says all, takes a second one.
 */
public final class LinkGroup {
    private static final int BASE = 0x4a000000;

    /** Groups of stacks end below this; those from here on are for links that are about to be deleted together. */
    private static final int DOOMED = 0xff0000;

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private LinkGroup() {}

    /** A hash (FNV-1a) below {@link #DOOMED}: the same on every host and in every version. */
    public static int of(String stack) {
        int hash = FNV_OFFSET;
        for (byte b : stack.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return BASE | Integer.remainderUnsigned(hash, DOOMED);
    }

    /** The n-th group for links that are about to be deleted together; n below 65536. */
    public static int doomed(int n) {
        return BASE | DOOMED | (n & 0xffff);
    }
}
