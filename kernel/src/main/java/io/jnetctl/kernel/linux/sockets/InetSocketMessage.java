package io.jnetctl.kernel.linux.sockets;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.linux.wire.Nlmsg;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.linux.wire.WireReader;
import java.util.Arrays;

/**
 * A socket as the kernel lists it: struct inet_diag_msg of linux/inet_diag.h.
 *
 * @param address its own
 * @param port its own; 0 for one that is not bound
 * @param inode the number of the socket in the links of /proc/PID/fd; 0 where no process has it open
 * @param v6Only whether it is of IPv6 alone; told of sockets of IPv6 only
 */
record InetSocketMessage(IpAddress address, int port, long inode, boolean v6Only) {
    /** sock_diag(7). */
    private static final int SOCK_DIAG_BY_FAMILY = 20;

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    /** States of net/tcp_states.h; a UDP socket that is not connected is closed. */
    private static final int TCP_CLOSE = 7;

    private static final int TCP_LISTEN = 10;

    /** Bytes of struct inet_diag_sockid. */
    private static final int SOCKET_ID_BYTES = 48;

    private static final int INET_DIAG_SKV6ONLY = 11;

    /** All that wait for whoever may come, by struct inet_diag_req_v2. */
    static Request listening(int family, Protocol protocol) {
        int state = protocol == Protocol.UDP ? TCP_CLOSE : TCP_LISTEN;
        return new Request(
                SOCK_DIAG_BY_FAMILY,
                Nlmsg.NLM_F_DUMP,
                "list " + protocol + " sockets",
                out -> out.u8(family)
                        .u8(protocol.number())
                        .zeros(2)
                        .u32(1 << state)
                        .zeros(SOCKET_ID_BYTES));
    }

    static InetSocketMessage decode(WireReader body) {
        int family = body.u8();
        body.skip(3);
        int port = body.u16BigEndian();
        body.skip(2);
        byte[] source = body.bytes(16);
        // Destination, interface, cookie; expiry, queues, user.
        body.skip(16 + 4 + 8 + 4 + 8 + 4);
        long inode = Integer.toUnsignedLong(body.u32());
        boolean[] v6Only = {false};
        body.attributes((type, value) -> {
            if (type == INET_DIAG_SKV6ONLY) {
                v6Only[0] = value.u8() != 0;
            } else {
                value.skip();
            }
        });
        return new InetSocketMessage(address(family, source), port, inode, v6Only[0]);
    }

    /** A socket of IPv6 may be bound to an IPv4 address, in the form of RFC 4291, 2.5.5.2. */
    private static IpAddress address(int family, byte[] bytes) {
        if (family == AF_INET) {
            return IpAddress.ofBytes(Arrays.copyOf(bytes, 4));
        }
        IpAddress address = IpAddress.ofBytes(bytes);
        boolean mapped = address.high() == 0 && address.low() >>> 32 == 0xffff;
        return mapped ? IpAddress.ofV4((int) address.low()) : address;
    }
}
