package io.jnetctl.kernel.linux.netlink;

import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NativeBuffer;
import io.jnetctl.kernel.linux.sys.Sockets;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;

/** Datagrams between us and the kernel, and only the kernel. */
final class Transport implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NETLINK_GET_STRICT_CHK = 12;

    /** struct sockaddr_nl: family, padding, port id, groups. */
    private static final int ADDRESS_BYTES = 12;

    private static final int ADDRESS_PORT_ID = 4;

    /** Bytes of answers that may wait in the kernel. */
    private static final int RECEIVE_BUFFER = 4 << 20;

    /** The kernel fills datagrams of a dump up to 32 KiB where the receiver has room for that much. */
    private static final int FIRST_CAPACITY = 32 * 1024;

    private final Fd socket;
    private final int portId;
    private NativeBuffer outgoing = NativeBuffer.allocate(4 * 1024);
    private NativeBuffer incoming;

    private Transport(Fd socket, int portId, int capacity) {
        this.socket = socket;
        this.portId = portId;
        this.incoming = NativeBuffer.allocate(capacity);
    }

    static Transport open(NetlinkProtocol protocol) {
        return open(protocol, FIRST_CAPACITY);
    }

    /** @param capacity of the first receive buffer, in bytes */
    static Transport open(NetlinkProtocol protocol, int capacity) {
        Fd socket = Sockets.socket(AF_NETLINK, Sockets.SOCK_RAW, protocol.number());
        try {
            NativeBuffer address = NativeBuffer.allocate(ADDRESS_BYTES);
            address.bytes().putShort(0, (short) AF_NETLINK);
            Sockets.bind(socket, address);
            // To port 0, the kernel. From now on the kernel takes no datagram for us from anybody but itself.
            Sockets.connect(socket, address);
            Sockets.setOption(socket, SOL_NETLINK, NETLINK_CAP_ACK, 1);
            Sockets.setOption(socket, SOL_NETLINK, NETLINK_EXT_ACK, 1);
            Sockets.setOption(socket, SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
            enlargeReceiveBuffer(socket);
            Sockets.localAddress(socket, address);
            return new Transport(socket, address.bytes().getInt(ADDRESS_PORT_ID), capacity);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void enlargeReceiveBuffer(Fd socket) {
        try {
            Sockets.setOption(socket, Sockets.SOL_SOCKET, Sockets.SO_RCVBUFFORCE, RECEIVE_BUFFER);
        } catch (ErrnoException e) {
            // Root of a user namespace may not; the default holds the answers to a batch.
            if (!e.error().equals(Errno.EPERM)) {
                throw e;
            }
        }
    }

    /** The kernel's name for this socket, which its answers carry. */
    int portId() {
        return portId;
    }

    void send(WireWriter messages) {
        if (outgoing.capacity() < messages.length()) {
            outgoing = NativeBuffer.allocate(2 * messages.length());
        }
        messages.copyTo(outgoing.bytes());
        Sockets.send(socket, outgoing, messages.length());
    }

    /**
     * Waits for a datagram; the reader is good until the next call.
     *
     * @throws TruncatedException when there was no room for it; there will be the next time
     */
    WireReader receive() {
        int length = Sockets.receive(socket, incoming, Sockets.MSG_TRUNC);
        if (length > incoming.capacity()) {
            incoming = NativeBuffer.allocate(length);
            throw new TruncatedException(length);
        }
        return WireReader.of(incoming.bytes(), length);
    }

    /** Drops what is left of an exchange; the kernel refuses a dump while an older one is unread. */
    void drain() {
        try {
            while (true) {
                Sockets.receive(socket, incoming, Sockets.MSG_DONTWAIT);
            }
        } catch (ErrnoException e) {
            if (!e.error().equals(Errno.EAGAIN)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
