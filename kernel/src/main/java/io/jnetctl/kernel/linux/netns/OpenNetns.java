package io.jnetctl.kernel.linux.netns;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.netlink.RouteTables;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.sys.Fd;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A network namespace held open, and a socket in it. */
public final class OpenNetns implements AutoCloseable {
    /** Of lo, in every namespace (LOOPBACK_IFINDEX of net/flow.h). */
    public static final int LOOPBACK_INDEX = 1;

    private final Fd fd;
    private final NetlinkSocket socket;
    private final String identity;
    private final Map<String, Integer> indexes = new HashMap<>();

    /** When it was last made sure that its name still means it. */
    private int seen;

    /** Whether somebody may be at work with it. */
    private boolean inUse;

    private boolean numbered;

    OpenNetns(Fd fd, NetlinkSocket socket, int seen) {
        this.fd = fd;
        this.socket = socket;
        this.seen = seen;
        this.identity = NetnsFiles.identity(Path.of(fd.path()));
    }

    /** As /proc/PID/ns/net reads in it: {@code net:[4026531840]}. */
    public String identity() {
        return identity;
    }

    boolean wasSeen(int round) {
        return seen == round;
    }

    /** Its name still means it; links may have come, gone and been renamed. */
    void see(int round) {
        seen = round;
        forgetIndexes();
    }

    /** Whether nobody has seen to it before that the host has a number for it. */
    boolean startNumbering() {
        boolean started = !numbered;
        numbered = true;
        return started;
    }

    /** Whether it was not in use before. */
    boolean startUse() {
        boolean started = !inUse;
        inUse = true;
        return started;
    }

    /** Whether it was in use before. */
    boolean endUse() {
        boolean ended = inUse;
        inUse = false;
        return ended;
    }

    boolean isInUse() {
        return inUse;
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

    /** Links came or went. */
    public void forgetIndexes() {
        indexes.clear();
    }

    @Override
    public void close() {
        socket.close();
        fd.close();
    }
}
