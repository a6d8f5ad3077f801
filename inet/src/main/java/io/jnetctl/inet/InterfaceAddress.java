package io.jnetctl.inet;

/**
 * An address as an interface has it, with the length of its network: 10.0.0.5/24.
 *
 * @param prefixLength in bits, 0 to 32 or 128
 */
public record InterfaceAddress(IpAddress address, int prefixLength) implements Comparable<InterfaceAddress> {
    public InterfaceAddress {
        Prefix.check(address, prefixLength);
    }

    /**
     * Reads "10.0.0.5/24".
     *
     * @throws IllegalArgumentException when the text is not an address with a prefix length
     */
    public static InterfaceAddress parse(String text) {
        return Prefix.parse(text, "an interface address", "10.0.0.5/24");
    }

    public Cidr network() {
        return Cidr.of(address, prefixLength);
    }

    @Override
    public int compareTo(InterfaceAddress other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(prefixLength, other.prefixLength);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
