package io.jnetctl.kernel.linux.sys;

import static io.jnetctl.kernel.linux.sys.LibcHolder.LIBC;

/** mount(2) and umount2(2), in the mount namespace of the calling thread. */
public final class Mounts {
    private static final long MS_BIND = 0x1000;
    private static final long MS_REC = 0x4000;
    private static final long MS_PRIVATE = 0x40000;
    private static final long MS_SHARED = 0x100000;
    private static final long MS_SLAVE = 0x80000;
    private static final int MNT_DETACH = 2;

    /** For what mount(2) does not look at. */
    private static final String IGNORED = "none";

    private Mounts() {}

    /** Mounts a file system of that type. */
    public static void mount(String source, String target, String type, String options) {
        call(source, target, type, 0, options, "mount " + type + " on " + target);
    }

    /** Makes a file or directory appear at another place; a namespace gets its name so. */
    public static void bind(String source, String target) {
        call(source, target, IGNORED, MS_BIND, IGNORED, "bind " + source + " to " + target);
    }

    /** Makes a directory appear at another place with all that is mounted in it; at its own place it becomes a mount. */
    public static void bindTree(String source, String target) {
        call(source, target, "", MS_BIND | MS_REC, "", "bind " + source + " to " + target);
    }

    /** From now on mounts under the target reach other mount namespaces; EINVAL where it is not itself a mount. */
    public static void makeShared(String target) {
        call("none", target, "", MS_REC | MS_SHARED, "", "make mounts under " + target + " shared");
    }

    /** From now on no mount under the target reaches other mount namespaces, nor theirs this one. */
    public static void makePrivate(String target) {
        call(IGNORED, target, IGNORED, MS_REC | MS_PRIVATE, IGNORED, "make mounts under " + target + " private");
    }

    /** From now on no mount under the target reaches other mount namespaces; theirs still reach this one. */
    public static void makeSlave(String target) {
        call(IGNORED, target, IGNORED, MS_REC | MS_SLAVE, IGNORED, "make mounts under " + target + " slaves");
    }

    /** Takes the mount away at once; what still uses it keeps it alive until done. */
    public static void detach(String target) {
        Check.done(LIBC.umount2(CString.checked(target), MNT_DETACH), "unmount " + target);
    }

    private static void call(String source, String target, String type, long flags, String data, String tried) {
        int result = LIBC.mount(CString.checked(source), CString.checked(target), type, flags, data);
        Check.done(result, tried);
    }
}
