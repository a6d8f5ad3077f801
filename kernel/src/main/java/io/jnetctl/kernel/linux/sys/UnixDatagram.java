package io.jnetctl.kernel.linux.sys;

import java.nio.charset.StandardCharsets;

/** Datagrams to sockets of the machine: unix(7), linux/un.h. */
public final class UnixDatagram {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;

    /** The family in front of sun_path. */
    private static final int PATH = 2;

    private static final int PATH_BYTES = 108;

    private UnixDatagram() {}

    /**
     * Sends a text, unless it would have to wait for the receiver.
     *
     * @param to the path of the socket; with {@code @} in front, a name in the abstract namespace
     * @throws ErrnoException when nobody listens there; with EAGAIN when whoever does has left too much unread, EINVAL when the name
     *     is too long
     */
    public static void send(String to, String text) {
        NativeBuffer address = address(to);
        try (Fd socket = Sockets.socket(AF_UNIX, SOCK_DGRAM, 0)) {
            Sockets.sendTo(
                    socket, NativeBuffer.of(text.getBytes(StandardCharsets.UTF_8)), address, Sockets.MSG_DONTWAIT);
        }
    }

    /**
     * A socket that receives at that name.
     *
     * @throws ErrnoException with EADDRINUSE where one is already
     */
    public static Fd listen(String at) {
        Fd socket = Sockets.socket(AF_UNIX, SOCK_DGRAM, 0);
        try {
            Sockets.bind(socket, address(at));
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static NativeBuffer address(String name) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name.startsWith("@");
        if (path.length == 0 || path.length + (isAbstract ? 0 : 1) > PATH_BYTES) {
            throw new ErrnoException(Errno.EINVAL, "socket " + name);
        }
        // A name in the abstract namespace is as long as the address says; a path ends with a NUL.
        NativeBuffer address = NativeBuffer.allocate(PATH + path.length + (isAbstract ? 0 : 1));
        address.bytes().putShort(0, (short) AF_UNIX).put(PATH, path);
        if (isAbstract) {
            address.bytes().put(PATH, (byte) 0);
        }
        return address;
    }
}
