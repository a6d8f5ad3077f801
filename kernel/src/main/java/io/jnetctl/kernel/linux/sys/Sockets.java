package io.jnetctl.kernel.linux.sys;

import static io.jnetctl.kernel.linux.sys.LibcHolder.LIBC;

import java.lang.ref.Reference;

/** Sockets with addresses as raw memory, the way netlink needs them: socket(7), linux/socket.h. */
public final class Sockets {
    public static final int SOCK_RAW = 3;
    public static final int SOL_SOCKET = 1;
    public static final int SO_RCVBUFFORCE = 33;

    /** For {@link #receive}: return the datagram's length even where it did not fit. */
    public static final int MSG_TRUNC = 0x20;

    public static final int MSG_DONTWAIT = 0x40;

    private static final int SOCK_CLOEXEC = 0x80000;

    private Sockets() {}

    /** A socket of the calling thread's network namespace; it stays there wherever the thread goes. */
    public static Fd socket(int domain, int type, int protocol) {
        int result = LIBC.socket(domain, type | SOCK_CLOEXEC, protocol);
        Check.done(result, "open socket");
        return new Fd(result);
    }

    public static void bind(Fd socket, NativeBuffer address) {
        Check.retried("bind socket", address, () -> LIBC.bind(socket.number(), address.address(), address.capacity()));
    }

    public static void connect(Fd socket, NativeBuffer address) {
        Check.retried(
                "connect socket", address, () -> LIBC.connect(socket.number(), address.address(), address.capacity()));
    }

    /** Writes the socket's own address into the buffer. */
    public static void localAddress(Fd socket, NativeBuffer into) {
        NativeBuffer length = ofInt(into.capacity());
        Check.retried(
                "read socket address",
                length,
                () -> LIBC.getsockname(socket.number(), into.address(), length.address()));
    }

    public static void setOption(Fd socket, int level, int name, int value) {
        NativeBuffer memory = ofInt(value);
        Check.retried(
                "set socket option " + level + "/" + name,
                memory,
                () -> LIBC.setsockopt(socket.number(), level, name, memory.address(), Integer.BYTES));
    }

    /** Sends the first {@code length} bytes of the buffer as one datagram to the address the socket is connected to. */
    public static void send(Fd socket, NativeBuffer buffer, int length) {
        Check.retried("send", buffer, () -> LIBC.send(socket.number(), buffer.address(), length, 0));
    }

    /** Sends the whole buffer as one datagram. */
    public static void sendTo(Fd socket, NativeBuffer buffer, NativeBuffer address) {
        sendTo(socket, buffer, address, 0);
    }

    /**
     * The same.
     *
     * @param flags such as {@link #MSG_DONTWAIT}: refuse with EAGAIN where the receiver has no room
     */
    static void sendTo(Fd socket, NativeBuffer buffer, NativeBuffer address, int flags) {
        try {
            Check.retried(
                    "send",
                    buffer,
                    () -> LIBC.sendto(
                            socket.number(),
                            buffer.address(),
                            buffer.capacity(),
                            flags,
                            address.address(),
                            address.capacity()));
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    /**
     * Receives one datagram at the buffer's start.
     *
     * @return its length; with {@link #MSG_TRUNC} this exceeds the buffer's capacity where the end of it is lost
     */
    public static int receive(Fd socket, NativeBuffer into, int flags) {
        return Check.retried("receive", into, () -> LIBC.recv(socket.number(), into.address(), into.capacity(), flags));
    }

    private static NativeBuffer ofInt(int value) {
        NativeBuffer memory = NativeBuffer.allocate(Integer.BYTES);
        memory.bytes().putInt(0, value);
        return memory;
    }
}
