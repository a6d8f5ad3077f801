package io.jnetctl.kernel.linux.conntrack;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.linux.netlink.Answer;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import java.util.List;

/**
 * The connections that are tracked in a network namespace.
 *
 * @param socket of {@link io.jnetctl.kernel.linux.netlink.NetlinkProtocol#NETFILTER}
 */
public record Connections(NetlinkSocket socket) {
    /**
     * All of a family.
     *
     * @throws ErrnoException EPERM without CAP_NET_ADMIN, EINVAL where the kernel does not track or not tell
     */
    public List<ConnectionMessage> list(Family family) {
        return socket.dump(ConnectionMessage.dump(family), ConnectionMessage::decode);
    }

    /**
     * Ends their tracking; those that have ended by themselves meanwhile are no error.
     *
     * @throws ErrnoException when the kernel refuses one
     */
    public void end(List<ConnectionMessage> connections) {
        for (Answer answer : socket.requestAll(
                connections.stream().map(ConnectionMessage::delete).toList())) {
            if (answer instanceof Answer.Refused(ErrnoException reason)
                    && !reason.error().equals(Errno.ENOENT)) {
                throw reason;
            }
        }
    }
}
