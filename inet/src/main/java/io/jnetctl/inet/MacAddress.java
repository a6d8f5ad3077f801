package io.jnetctl.inet;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A 48-bit Ethernet address (linux/if_ether.h), printed in lower case with colons.
 *
 * @param value the six bytes, the first one most significant
 */
public record MacAddress(long value) {
    /** The number of bytes, ETH_ALEN of linux/if_ether.h. */
    public static final int BYTES = 6;

    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    private static final Pattern DASHES = Pattern.compile("[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){5}");
    private static final HexFormat COLON = HexFormat.ofDelimiter(":");
    private static final long MULTICAST_BIT = 1L << 40;
    private static final long CONTAINER_PREFIX = 0x0242L << 32;

    public MacAddress {
        if (value >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits: 0x" + Long.toHexString(value));
        }
    }

    /**
     * Reads six pairs of hexadecimal digits of any case, separated by colons or by dashes.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static MacAddress parse(String text) {
        if (!COLONS.matcher(text).matches() && !DASHES.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    Text.quote(text) + " is not a MAC address: expected six bytes such as 02:42:0a:0a:00:05");
        }
        return new MacAddress(Long.parseLong(text.replaceAll("[:-]", ""), 16));
    }

    /**
     * Reads the bytes as the kernel has them.
     *
     * @throws IllegalArgumentException when there are not six
     */
    public static MacAddress ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a MAC address has 6 bytes, not " + bytes.length);
        }
        long value = 0;
        for (byte b : bytes) {
            value = (value << 8) | (b & 0xff);
        }
        return new MacAddress(value);
    }

    /**
     * The address that a container interface gets by default: 02:42, then the IPv4 address.
     *
     * @throws IllegalArgumentException when the address is not IPv4
     */
    public static MacAddress ofIpv4(IpAddress address) {
        if (address.family() != Family.V4) {
            throw new IllegalArgumentException(address + " is not an IPv4 address");
        }
        return new MacAddress(CONTAINER_PREFIX | address.low());
    }

    /** The six bytes in the order of transmission. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (value >>> (8 * (BYTES - 1 - i)));
        }
        return bytes;
    }

    /** Whether it is a group address, broadcast included: no interface can have it. */
    public boolean isMulticast() {
        return (value & MULTICAST_BIT) != 0;
    }

    @Override
    public String toString() {
        return COLON.formatHex(toBytes());
    }
}
