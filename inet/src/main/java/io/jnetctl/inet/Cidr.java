package io.jnetctl.inet;

/**
 * A block of addresses such as 10.0.0.0/24: the host bits of its network address are zero.
 *
 * @param prefixLength in bits, 0 to 32 or 128
 */
public record Cidr(IpAddress network, int prefixLength) implements Comparable<Cidr> {
    public Cidr {
        Prefix.check(network, prefixLength);
        IpAddress masked = Prefix.mask(network, prefixLength);
        if (!masked.equals(network)) {
            throw new IllegalArgumentException(network + "/" + prefixLength + " has host bits set: did you mean "
                    + masked + "/" + prefixLength + "?");
        }
    }

    /**
     * Reads "10.0.0.0/24".
     *
     * @throws IllegalArgumentException when the text is not a block or has host bits set
     */
    public static Cidr parse(String text) {
        InterfaceAddress parsed = Prefix.parse(text, "a subnet", "10.0.0.0/24");
        return new Cidr(parsed.address(), parsed.prefixLength());
    }

    /** The block of that length that the address is in. */
    public static Cidr of(IpAddress address, int prefixLength) {
        Prefix.check(address, prefixLength);
        return new Cidr(Prefix.mask(address, prefixLength), prefixLength);
    }

    public Family family() {
        return network.family();
    }

    public boolean contains(IpAddress address) {
        return address.family() == family()
                && Prefix.mask(address, prefixLength).equals(network);
    }

    public boolean contains(Cidr other) {
        return other.prefixLength >= prefixLength && contains(other.network);
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    /** The lowest address, the network itself. */
    public IpAddress first() {
        return network;
    }

    /** The highest address; in IPv4 the broadcast address. */
    public IpAddress last() {
        return Prefix.fill(network, prefixLength);
    }

    @Override
    public int compareTo(Cidr other) {
        int byNetwork = network.compareTo(other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(prefixLength, other.prefixLength);
    }

    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }
}
