package io.jnetctl.inet;

/** The version of the Internet Protocol. */
public enum Family {
    V4(32),
    V6(128);

    private final int bits;

    Family(int bits) {
        this.bits = bits;
    }

    /** The length of an address of this family, in bits. */
    public int bits() {
        return bits;
    }

    @Override
    public String toString() {
        return this == V4 ? "IPv4" : "IPv6";
    }
}
