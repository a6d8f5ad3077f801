package io.jnetctl.kernel.linux.netlink;

import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NativeBuffer;
import io.jnetctl.kernel.linux.sys.Sockets;

/** A socket at which the kernel tells of changes, and which nothing is asked through: netlink(7), linux/netlink.h. */
public final class EventSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_LISTEN_ALL_NSID = 8;

    /** struct sockaddr_nl: family, padding, port id, groups. */
    private static final int ADDRESS_BYTES = 12;

    /** That something changed is enough to know; what is cut off of it says no more. */
    private static final int ENOUGH = 16;

    private final Fd socket;
    private final NativeBuffer incoming = NativeBuffer.allocate(ENOUGH);

    private EventSocket(Fd socket) {
        this.socket = socket;
    }

    /**
     * Opens a socket in the network namespace of the calling thread, where it stays.
     *
     * @param allNamespaces whether it hears of all namespaces too that this one has a number for
     * @param groups numbers of the protocol's groups
     */
    public static EventSocket open(NetlinkProtocol protocol, boolean allNamespaces, int... groups) {
        Fd socket = Sockets.socket(AF_NETLINK, Sockets.SOCK_RAW, protocol.number());
        try {
            NativeBuffer address = NativeBuffer.allocate(ADDRESS_BYTES);
            address.bytes().putShort(0, (short) AF_NETLINK);
            Sockets.bind(socket, address);
            if (allNamespaces) {
                Sockets.setOption(socket, SOL_NETLINK, NETLINK_LISTEN_ALL_NSID, 1);
            }
            for (int group : groups) {
                Sockets.setOption(socket, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
            }
            return new EventSocket(socket);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Takes all that has come. An overflow (ENOBUFS) is taken too: it tells that there was more. */
    public void drain() {
        while (true) {
            try {
                Sockets.receive(socket, incoming, Sockets.MSG_DONTWAIT);
            } catch (ErrnoException e) {
                if (e.error().equals(Errno.EAGAIN)) {
                    return;
                } else if (!e.error().equals(Errno.ENOBUFS)) {
                    throw e;
                }
            }
        }
    }

    public Fd fd() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }
}
