package io.jnetctl.inet;

/** The arithmetic and the textual form that blocks and interface addresses share. */
final class Prefix {
    private Prefix() {}

    static InterfaceAddress parse(String text, String what, String example) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            String hint = IpAddress.tryParse(text)
                    .map(a -> "the prefix length is missing, as in " + a + "/" + (a.family() == Family.V4 ? 24 : 64))
                    .orElse("expected one such as " + example);
            throw new IllegalArgumentException(Text.quote(text) + " is not " + what + ": " + hint);
        }
        IpAddress address = IpAddress.tryParse(text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(
                        Text.quote(text) + " is not " + what + ": expected one such as " + example));
        int length = Text.decimal(text.substring(slash + 1), address.family().bits());
        if (length < 0) {
            throw new IllegalArgumentException(Text.quote(text) + " is not " + what + ": the prefix length of "
                    + address.family() + " is 0 to " + address.family().bits());
        }
        return new InterfaceAddress(address, length);
    }

    static void check(IpAddress address, int prefixLength) {
        if (prefixLength < 0 || prefixLength > address.family().bits()) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " is out of range: " + address.family()
                    + " has 0 to " + address.family().bits());
        }
    }

    /** The address with its host bits cleared. */
    static IpAddress mask(IpAddress address, int prefixLength) {
        return address.family() == Family.V4
                ? new IpAddress(Family.V4, 0, address.low() & ones(prefixLength + 32) & 0xffff_ffffL)
                : new IpAddress(
                        Family.V6,
                        address.high() & ones(Math.min(prefixLength, 64)),
                        address.low() & ones(Math.max(prefixLength - 64, 0)));
    }

    /** The address with its host bits set. */
    static IpAddress fill(IpAddress address, int prefixLength) {
        return address.family() == Family.V4
                ? new IpAddress(Family.V4, 0, address.low() | ~ones(prefixLength + 32))
                : new IpAddress(
                        Family.V6,
                        address.high() | ~ones(Math.min(prefixLength, 64)),
                        address.low() | ~ones(Math.max(prefixLength - 64, 0)));
    }

    /** A word whose upper bits are set. */
    private static long ones(int count) {
        return count == 0 ? 0 : -1L << (64 - count);
    }
}
