package io.jnetctl.kernel.linux.host;

import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Mounts;
import io.jnetctl.kernel.linux.sys.Namespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A host of one's own, in fresh namespaces of network and mounts. It ends with the last thread and process that sees its mounts, and
 * leaves nothing behind.
 *
 * <p>The namespaces are the calling thread's, and those of threads and processes that it starts; in them {@code /proc/self} is still
 * the process, seen from outside: {@code /proc/thread-self} is the thread.
 */
public final class PrivateHost {
    /** Upper and work directory of the overlay, out of the way of what looks into /run. */
    private static final Path OVERLAY = Path.of("/run/.private-host");

    /** Keeps the network namespace: the last process here may go on into a container's, as {@code jnetctl exec} does. */
    static final Path NETWORK = OVERLAY.resolve("net");

    private static final String OWN_NETWORK = "/proc/thread-self/ns/net";
    private static final Path ETC_NETNS = Path.of("/etc/netns");
    private static final String LOOPBACK = "lo";

    private PrivateHost() {}

    /**
     * Runs the body in a private host, on a platform thread made for it, and returns what it returns.
     *
     * @throws Exception what the body throws
     * @throws ErrnoException also when the namespaces are refused: EPERM without CAP_SYS_ADMIN
     */
    public static <T> T call(Callable<T> body) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            Namespaces.unshare(Namespaces.NETWORK | Namespaces.MOUNTS);
            prepare();
            return body.call();
        });
        Thread thread = Thread.ofPlatform().name("private-host").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw e;
            }
        } finally {
            // The thread holds the namespaces: they are gone when it is.
            thread.join();
        }
    }

    /**
     * Makes the namespaces of the calling thread, which must be fresh ones of network and mounts, into a host: mounts private, an
     * empty /run with /run/netns and /run/lock, an /etc that can be written to without a trace and that has an empty /etc/netns,
     * /sys of the network namespace where that is allowed, lo up. Settings such as ip_forward are as the kernel makes them.
     */
    public static void prepare() throws IOException {
        Mounts.makePrivate("/");
        Mounts.mount("tmpfs", "/run", "tmpfs", "mode=755");
        Files.createDirectories(Path.of("/run/netns"));
        Files.createDirectories(Path.of("/run/lock"));
        makeEtcWritable();
        pinNetwork();
        mountSys();
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE)) {
            socket.request(LinkMessage.named(LOOPBACK).up().change());
        }
    }

    private static void makeEtcWritable() throws IOException {
        Path upper = Files.createDirectories(OVERLAY.resolve("upper"));
        Path work = Files.createDirectories(OVERLAY.resolve("work"));
        try {
            Mounts.mount("overlay", "/etc", "overlay", "lowerdir=/etc,upperdir=%s,workdir=%s".formatted(upper, work));
            Files.createDirectories(ETC_NETNS);
        } catch (ErrnoException refused) {
            // Kernels without overlayfs, or that do not trust it to this user: what matters most can still be had.
            if (!Files.isDirectory(ETC_NETNS)) {
                throw refused;
            }
        }
        // Below /etc the outer host's files would show, and be root's: not to be written to from a user namespace.
        Mounts.mount("tmpfs", ETC_NETNS.toString(), "tmpfs", "mode=755");
    }

    private static void pinNetwork() throws IOException {
        Files.createFile(NETWORK);
        Mounts.bind(OWN_NETWORK, NETWORK.toString());
    }

    private static void mountSys() {
        try {
            Mounts.mount("sysfs", "/sys", "sysfs", "");
        } catch (ErrnoException ignored) {
            // In a container /sys is often not to be had; it then shows the devices of the outer namespace.
        }
    }
}
