package io.jnetctl.kernel.linux.netns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.route.NamespaceIdMessage;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.Namespaces;
import io.jnetctl.kernel.linux.sys.NetnsThread;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that were visited lately, each held open with a socket in it. A bound keeps the descriptors few; what is in use is
 * never closed for it, however much that is: all that was got since the last {@link #release}.
 */
public final class OpenNamespaces implements AutoCloseable {
    /** Two descriptors each. */
    private static final int MOST = 1000;

    private final int most;
    private final List<Netns> inUse = new ArrayList<>();
    private @Nullable Cache<Netns, OpenNetns> visited;
    private @Nullable OpenNetns host;
    private @Nullable NetnsThread thread;
    private boolean numbering;
    private int round;

    public OpenNamespaces() {
        this(MOST);
    }

    /** @param most how many to hold open that are not in use */
    public OpenNamespaces(int most) {
        this.most = most;
    }

    /**
     * The host's for {@link Netns#HOST}. It is open until the next {@link #release} at least.
     *
     * @throws ErrnoException with ENOENT where there is none, or a file that none is bound to (yet, or any more), EPERM without the
     *     privilege to enter it
     */
    public OpenNetns get(Netns netns) {
        OpenNetns found = held(netns);
        if (found != null && !found.wasSeen(round)) {
            if (netns.isHost() || NetnsFiles.identity(Path.of(netns.path())).equals(found.identity())) {
                found.see(round);
            } else {
                forget(netns);
                found = null;
            }
        }
        if (found == null) {
            found = netns.isHost() ? openHost() : open(netns.path());
        }
        if (numbering && !netns.isHost() && found.startNumbering()) {
            number(found);
        }
        return keep(netns, found);
    }

    /** What is held open of a namespace, null where it was not visited. */
    public @Nullable OpenNetns held(Netns netns) {
        if (netns.isHost()) {
            return host;
        }
        return visited == null ? null : visited.getIfPresent(netns);
    }

    /** Makes a namespace that nobody else can see yet. */
    public OpenNetns create() {
        return visit(thread().createNetns());
    }

    /** Remembers an open namespace under its name. It is in use, as after {@link #get}. */
    public OpenNetns keep(Netns netns, OpenNetns opened) {
        if (netns.isHost()) {
            host = opened;
        } else if (opened.startUse()) {
            inUse.add(netns);
            visited().put(netns, opened);
        }
        return opened;
    }

    /** All that was got is done with: from now on it may be closed whenever it is too much. */
    public void release() {
        for (Netns netns : inUse) {
            OpenNetns held = held(netns);
            if (held != null && held.endUse()) {
                // Weighed again.
                visited().put(netns, held);
            }
        }
        inUse.clear();
    }

    /** Closes what is held of it: an open descriptor keeps a namespace alive whose name is gone. */
    public void forget(Netns netns) {
        if (visited != null) {
            visited.invalidate(netns);
        }
    }

    /**
     * From now on the host has a number for each namespace that is visited: it is told of what happens in those alone. The kernel gives
     * one by itself only where a pair of veth leads into it.
     */
    public void number() {
        numbering = true;
    }

    private void number(OpenNetns visited) {
        NetlinkSocket socket = get(Netns.HOST).socket();
        int fd = visited.fd().number();
        if (socket.get(NamespaceIdMessage.ofFd(fd).get(), NamespaceIdMessage::decode)
                        .id()
                != NamespaceIdMessage.UNASSIGNED) {
            return;
        }
        try {
            socket.request(
                    NamespaceIdMessage.ofFd(fd, NamespaceIdMessage.UNASSIGNED).change());
        } catch (ErrnoException e) {
            // Somebody was faster.
            if (!e.error().equals(Errno.EEXIST)) {
                throw e;
            }
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

    private OpenNetns open(String path) {
        try {
            return visit(Fd.open(path, OpenFlags.RDONLY));
        } catch (ErrnoException e) {
            // By setns(2), of a file that is no namespace.
            throw e.error().equals(Errno.EINVAL) ? new ErrnoException(Errno.ENOENT, "enter " + path) : e;
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

    /** Made when the first namespace is visited, like the thread: it takes a cold JVM some milliseconds. */
    private Cache<Netns, OpenNetns> visited() {
        Cache<Netns, OpenNetns> made = visited;
        if (made == null) {
            // On the calling thread, so that nothing is closed behind anybody's back.
            made = Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumWeight(most)
                    .weigher((Netns netns, OpenNetns held) -> held.isInUse() ? 0 : 1)
                    .removalListener((netns, held, cause) -> close(held))
                    .build();
            visited = made;
        }
        return made;
    }

    private static void close(@Nullable OpenNetns held) {
        if (held != null) {
            held.close();
        }
    }

    @Override
    public void close() {
        if (visited != null) {
            visited.invalidateAll();
        }
        close(host);
        host = null;
        NetnsThread started = thread;
        if (started != null) {
            started.close();
        }
    }
}
