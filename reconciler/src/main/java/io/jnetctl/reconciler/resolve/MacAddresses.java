package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.MacAddress;

/** Stable MAC addresses where there is no IPv4 address to make one of. */
final class MacAddresses {
    /** Locally administered and unicast, as the 02:42 of those made of IPv4 addresses, yet never the same as one of them. */
    private static final long PREFIX = 0x0243_0000_0000L;

    private MacAddresses() {}

    static MacAddress ofName(String name) {
        byte[] digest = InterfaceNames.sha256(name);
        long low = 0;
        for (int i = 0; i < 4; i++) {
            low = low << 8 | (digest[i] & 0xff);
        }
        return new MacAddress(PREFIX | low);
    }
}
