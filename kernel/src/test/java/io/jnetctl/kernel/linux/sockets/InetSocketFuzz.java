package io.jnetctl.kernel.linux.sockets;

import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;

/** Messages of sock_diag(7) about sockets. */
public final class InetSocketFuzz {
    private InetSocketFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            WireReader.of(data).messages((header, body) -> check(InetSocketMessage.decode(body)));
        } catch (MalformedMessageException expected) {
            // As it should be.
        }
    }

    private static void check(InetSocketMessage socket) {
        if (socket.port() < 0 || socket.port() > 0xffff || socket.inode() < 0) {
            throw new AssertionError("no socket has this: " + socket);
        }
    }
}
