package io.jnetctl.kernel.linux.netns;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.netlink.RouteTables;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.sys.Fd;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A network namespace held open, and a socket in it. */
public final class OpenNetns implements AutoCloseable {
    /** Of lo, in every namespace (LOOPBACK_IFINDEX of net/flow.h). */
    public static final int LOOPBACK_INDEX = 1;

    private final Fd fd;
    private final NetlinkSocket socket;
    private final Map<String, Integer> indexes = new HashMap<>();

    OpenNetns(Fd fd, NetlinkSocket socket) {
        this.fd = fd;
        this.socket = socket;
    }

    public Fd fd() {
        return fd;
    }

    public NetlinkSocket socket() {
        return socket;
    }

    public RouteTables tables() {
        return new RouteTables(socket);
    }

    /**
     * The index of the interface of that name; asked for once, until {@link #forgetIndexes}.
     *
     * @throws io.jnetctl.kernel.linux.sys.ErrnoException with ENODEV where there is none
     */
    public int index(String name) {
        Integer known = indexes.get(name);
        if (known == null) {
            known = tables().link(LinkMessage.named(name)).index();
            indexes.put(name, known);
        }
        return known;
    }

    /** Whose the namespace is, where jnetctl made it: the alias of its lo. */
    public Optional<Owner> mark() {
        return tables().link(LinkMessage.ofIndex(LOOPBACK_INDEX))
                .find(LinkAttribute.Alias.class)
                .flatMap(alias -> Owner.parse(alias.text()));
    }

    /** Links came or went, or others may have renamed them. */
    public void forgetIndexes() {
        indexes.clear();
    }

    @Override
    public void close() {
        socket.close();
        fd.close();
    }
}
