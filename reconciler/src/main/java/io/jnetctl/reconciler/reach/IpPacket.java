package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;

/**
 * The header of a packet, as far as anything looks at it.
 *
 * @param protocol IANA's number; ICMP has that of the family
 * @param sourcePort of ICMP its type
 * @param destinationPort of ICMP its code
 */
record IpPacket(IpAddress source, IpAddress destination, int protocol, PortSpan sourcePort, PortSpan destinationPort) {
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMPV6 = 58;
    static final int SCTP = 132;

    private static final int ECHO_REQUEST = 8;
    private static final int ECHO_REQUEST_V6 = 128;
    private static final int ECHO_REPLY_V6 = 129;

    /** An echo request, as ping(8) sends. */
    static IpPacket echo(IpAddress source, IpAddress destination) {
        boolean v4 = source.family() == Family.V4;
        return new IpPacket(
                source,
                destination,
                v4 ? ICMP : ICMPV6,
                PortSpan.of(v4 ? ECHO_REQUEST : ECHO_REQUEST_V6),
                PortSpan.of(0));
    }

    Family family() {
        return destination.family();
    }

    boolean isIcmp() {
        return protocol == ICMP || protocol == ICMPV6;
    }

    boolean hasPorts() {
        return protocol == TCP || protocol == UDP || protocol == SCTP;
    }

    /** What answers it. */
    IpPacket reply() {
        if (isIcmp()) {
            PortSpan type = PortSpan.of(protocol == ICMP ? 0 : ECHO_REPLY_V6);
            return new IpPacket(/* source= */ destination, /* destination= */ source, protocol, type, PortSpan.of(0));
        }
        return new IpPacket(
                /* source= */ destination,
                /* destination= */ source,
                protocol,
                /* sourcePort= */ destinationPort,
                /* destinationPort= */ sourcePort);
    }

    IpPacket to(IpAddress address, PortSpan port) {
        return new IpPacket(source, address, protocol, sourcePort, isIcmp() ? destinationPort : port);
    }

    IpPacket from(IpAddress address, PortSpan port) {
        return new IpPacket(address, destination, protocol, isIcmp() ? sourcePort : port, destinationPort);
    }
}
