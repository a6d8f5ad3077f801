package io.jnetctl.kernel;

import java.nio.charset.StandardCharsets;

/** A hash of names for the numbers by which the kernel knows our links (32-bit FNV-1a): the same on every host and in every version. */
public final class NameHash {
    private static final int OFFSET = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private NameHash() {}

    public static int of(String name) {
        int hash = OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return hash;
    }

    /**
     * So many bits of a name's hash, each of which depends on all of it.
     *
     * @param bits 1 to 16
     */
    static int folded(String name, int bits) {
        int hash = of(name);
        int folded = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += bits) {
            folded ^= hash >>> shift;
        }
        return folded & ((1 << bits) - 1);
    }
}
