package io.jnetctl.inet;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address without a zone. IPv4 sorts before IPv6, then by value; printed as of RFC
 * 5952.
 *
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address, the 32 bits of an IPv4 one
 */
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {
    public IpAddress {
        if (family == Family.V4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /**
     * Reads the textual form of RFC 4291 or dotted decimals. Names are never resolved.
     *
     * @throws IllegalArgumentException when the text is not an address
     */
    public static IpAddress parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException(Text.quote(text) + " is not an IP address: expected "
                        + (text.contains(":") ? "one such as 2001:db8::5" : "one such as 10.0.0.5 or 2001:db8::5")));
    }

    /** Like {@link #parse}, but empty when the text is not an address. */
    public static Optional<IpAddress> tryParse(String text) {
        return Optional.ofNullable(text.indexOf(':') >= 0 ? IpText.parseV6(text) : IpText.parseV4(text));
    }

    /** The IPv4 address with these 32 bits. */
    public static IpAddress ofV4(int bits) {
        return new IpAddress(Family.V4, 0, Integer.toUnsignedLong(bits));
    }

    /**
     * Reads an address in network byte order.
     *
     * @throws IllegalArgumentException when there are neither 4 nor 16 bytes
     */
    public static IpAddress ofBytes(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> new IpAddress(Family.V4, 0, bigEndian(bytes, 0, 4));
            case 16 -> new IpAddress(Family.V6, bigEndian(bytes, 0, 8), bigEndian(bytes, 8, 16));
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    private static long bigEndian(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }

    /** The address in network byte order: 4 or 16 bytes. */
    public byte[] toBytes() {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        return family == Family.V4 ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    /**
     * The address that many further on, or back when negative.
     *
     * @throws ArithmeticException when that leaves the family's address space
     */
    public IpAddress plus(long offset) {
        long newLow = low + offset;
        if (family == Family.V4) {
            if (newLow >>> 32 != 0) {
                throw new ArithmeticException(this + " plus " + offset + " is not an IPv4 address");
            }
            return new IpAddress(family, 0, newLow);
        }
        long carry = offset >= 0
                ? (Long.compareUnsigned(newLow, low) < 0 ? 1 : 0)
                : (Long.compareUnsigned(newLow, low) > 0 ? -1 : 0);
        if ((carry == 1 && high == -1) || (carry == -1 && high == 0)) {
            throw new ArithmeticException(this + " plus " + offset + " is not an IPv6 address");
        }
        return new IpAddress(family, high + carry, newLow);
    }

    /**
     * The address after this one.
     *
     * @throws ArithmeticException when this is the last one
     */
    public IpAddress next() {
        return plus(1);
    }

    /** Whether it is in 127.0.0.0/8 or is ::1. */
    public boolean isLoopback() {
        return family == Family.V4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** Whether it is in 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return family == Family.V4 ? low >>> 28 == 0xe : high >>> 56 == 0xff;
    }

    /** Whether it is in 169.254.0.0/16 or fe80::/10. */
    public boolean isLinkLocal() {
        return family == Family.V4 ? low >>> 16 == 0xa9fe : high >>> 54 == 0xfe80 >>> 6;
    }

    /** Whether it is 0.0.0.0 or ::. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** Told one by one here and in {@link #hashCode}: what a record does of its own accord a cold start pays for. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress it && family == it.family && high == it.high && low == it.low;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    @Override
    public int compareTo(IpAddress other) {
        if (family != other.family) {
            return family.compareTo(other.family);
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return family == Family.V4 ? IpText.printV4(low) : IpText.printV6(high, low);
    }
}
