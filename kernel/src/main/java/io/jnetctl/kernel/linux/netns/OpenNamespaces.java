package io.jnetctl.kernel.linux.netns;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.Namespaces;
import io.jnetctl.kernel.linux.sys.NetnsThread;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that were visited lately. A bound keeps the descriptors few; the one used longest ago is closed first, and never
 * one of the last few, so that whoever got one can finish with it.
 */
public final class OpenNamespaces implements AutoCloseable {
    /** Two descriptors each. */
    private static final int MOST = 1000;

    private final LinkedHashMap<Netns, OpenNetns> open = new LinkedHashMap<>();
    private @Nullable NetnsThread thread;
    private int round;

    /**
     * The host's for {@link Netns#HOST}.
     *
     * @throws io.jnetctl.kernel.linux.sys.ErrnoException with ENOENT where there is none, EPERM without the privilege to enter it
     */
    public OpenNetns get(Netns netns) {
        OpenNetns found = open.remove(netns);
        if (found != null && !found.wasSeen(round)) {
            if (netns.isHost() || NetnsFiles.identity(Path.of(netns.path())).equals(found.identity())) {
                found.see(round);
            } else {
                found.close();
                found = null;
            }
        }
        if (found == null) {
            found = netns.isHost() ? openHost() : visit(Fd.open(netns.path(), OpenFlags.RDONLY));
        }
        return keep(netns, found);
    }

    /** What is held open of a namespace, null where it was not visited. */
    public @Nullable OpenNetns held(Netns netns) {
        return open.get(netns);
    }

    /** Makes a namespace that nobody else can see yet. */
    public OpenNetns create() {
        return visit(thread().createNetns());
    }

    /** Remembers an open namespace under its name. */
    public OpenNetns keep(Netns netns, OpenNetns opened) {
        OpenNetns before = open.put(netns, opened);
        if (before != null && before != opened) {
            before.close();
        }
        if (open.size() > MOST) {
            open.pollFirstEntry().getValue().close();
        }
        return opened;
    }

    /** Closes what is held of it: an open descriptor keeps a namespace alive whose name is gone. */
    public void forget(Netns netns) {
        OpenNetns held = open.remove(netns);
        if (held != null) {
            held.close();
        }
    }

    /** A new round: others may have made, renamed or removed anything since, and a name may mean another namespace. */
    public void refresh() {
        round++;
    }

    /** Runs the body on a thread inside the namespace; on the calling thread for the host's. */
    public <T> T callIn(Netns netns, Callable<T> body) throws Exception {
        return netns.isHost() ? body.call() : thread().callIn(get(netns).fd(), body);
    }

    private OpenNetns openHost() {
        Fd fd = Namespaces.currentNetns();
        try {
            return new OpenNetns(fd, NetlinkSocket.open(NetlinkProtocol.ROUTE), round);
        } catch (RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    private OpenNetns visit(Fd fd) {
        try {
            return new OpenNetns(fd, thread().callIn(fd, () -> NetlinkSocket.open(NetlinkProtocol.ROUTE)), round);
        } catch (RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    /** Started when the first namespace is visited: many commands need none. */
    private NetnsThread thread() {
        NetnsThread started = thread;
        if (started == null) {
            started = NetnsThread.start("jnetctl-netns");
            thread = started;
        }
        return started;
    }

    @Override
    public void close() {
        for (OpenNetns held : open.values()) {
            held.close();
        }
        open.clear();
        NetnsThread started = thread;
        if (started != null) {
            started.close();
        }
    }
}
