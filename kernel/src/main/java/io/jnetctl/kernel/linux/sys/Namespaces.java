package io.jnetctl.kernel.linux.sys;

import static io.jnetctl.kernel.linux.sys.LibcHolder.LIBC;

/** unshare(2) and setns(2) on the calling thread, which must be a platform thread; constants of linux/sched.h. */
public final class Namespaces {
    /** A namespace of mounts; implies a working directory and root of the thread's own. */
    public static final int MOUNTS = 0x00020000;

    /** A namespace of network devices, addresses, routes and firewall. */
    public static final int NETWORK = 0x40000000;

    private Namespaces() {}

    /** Gives the calling thread new namespaces of its own. Threads that it starts later share them. */
    public static void unshare(int kinds) {
        requirePlatformThread();
        Check.done(LIBC.unshare(kinds), "unshare");
    }

    /** Moves the calling thread into a network namespace. */
    public static void enterNetns(Fd netns) {
        requirePlatformThread();
        Check.done(LIBC.setns(netns.number(), NETWORK), "enter network namespace");
    }

    /** The network namespace of the calling thread, held open. */
    public static Fd currentNetns() {
        // Not /proc/self: that is the main thread's.
        return Fd.open("/proc/thread-self/ns/net", OpenFlags.RDONLY);
    }

    private static void requirePlatformThread() {
        // A virtual thread would leave its carrier behind in the namespace.
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread has no namespaces of its own");
        }
    }
}
