package io.jnetctl.kernel.linux.route;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;

/** Address families as rtnetlink numbers them: linux/socket.h. */
public final class AddressFamily {
    public static final int AF_UNSPEC = 0;
    public static final int AF_INET = 2;
    public static final int AF_BRIDGE = 7;
    public static final int AF_INET6 = 10;

    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;

    private AddressFamily() {}

    public static int of(Family family) {
        return switch (family) {
            case V4 -> AF_INET;
            case V6 -> AF_INET6;
        };
    }

    public static int of(IpAddress address) {
        return of(address.family());
    }

    /** Whether addresses of this family are IP addresses. */
    static boolean isIp(int family) {
        return family == AF_INET || family == AF_INET6;
    }

    /** Reads the rest as an IP address; its length tells the family. */
    static IpAddress address(WireReader value) {
        int length = value.remaining();
        if (length != V4_BYTES && length != V6_BYTES) {
            throw new MalformedMessageException(value.offset(), "an IP address of " + length + " bytes");
        }
        return IpAddress.ofBytes(value.bytes(length));
    }

    /** Refuses a prefix that is longer than the address; the attribute tells the address's family, and the header the length. */
    static void checkPrefix(WireReader body, IpAddress address, int prefixLength) {
        if (prefixLength > address.family().bits()) {
            throw new MalformedMessageException(
                    body.offset(), "a prefix of " + prefixLength + " bits of the address " + address);
        }
    }
}
