package io.jnetctl.kernel.linux.sys;

import static io.jnetctl.kernel.linux.sys.LibcHolder.LIBC;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open file descriptor. Closing it twice is harmless: the number may be somebody else's by then. */
public final class Fd implements AutoCloseable {
    private static final int AT_FDCWD = -100;
    private static final long SYS_OPENAT2 = 437;
    private static final int OPEN_HOW_BYTES = 24;
    /** More than struct statfs of asm-generic/statfs.h has; its type comes first. */
    private static final int STATFS_BYTES = 256;

    private static final long RESOLVE_NO_MAGICLINKS = 0x02;
    private static final long RESOLVE_NO_SYMLINKS = 0x04;
    private static final long RESOLVE_BENEATH = 0x08;
    private static final long RESOLVE_IN_ROOT = 0x10;
    /** LOCK_EX and LOCK_NB of asm-generic/fcntl.h. */
    private static final int LOCK_EX = 2;

    private static final int LOCK_NB = 4;
    private static final int CHUNK = 64 * 1024;

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    Fd(int number) {
        this.number = number;
    }

    /** Opens an existing file; see open(2). */
    public static Fd open(String path, int flags) {
        return open(path, flags, 0);
    }

    /**
     * @param flags of {@link OpenFlags}; O_CLOEXEC is implied
     * @param mode permissions of a file that is made
     */
    public static Fd open(String path, int flags, int mode) {
        return opened(LIBC.openat(AT_FDCWD, CString.checked(path), flags | OpenFlags.CLOEXEC, mode), "open " + path);
    }

    /**
     * Opens a path beneath this directory with no link followed on the way, neither in the middle nor at its end; refuses with
     * ELOOP at a link and EXDEV at a way out. See openat2(2), linux/openat2.h.
     */
    public Fd openBeneath(String path, int flags, int mode) {
        return openat2(path, flags, mode, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
    }

    /**
     * Opens a path with this directory as the root of it: links are followed, but an absolute one, or {@code ..}, starts and ends
     * here, as under chroot(2).
     */
    public Fd openInRoot(String path, int flags, int mode) {
        return openat2(path, flags, mode, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
    }

    private Fd openat2(String path, int flags, int mode, long resolve) {
        NativeBuffer how = NativeBuffer.allocate(OPEN_HOW_BYTES);
        how.bytes().putLong(Integer.toUnsignedLong(flags | OpenFlags.CLOEXEC));
        // Unlike open(2), openat2(2) refuses a mode where nothing can be made.
        how.bytes().putLong((flags & OpenFlags.CREAT) == 0 ? 0 : mode);
        how.bytes().putLong(resolve);
        String checked = CString.checked(path);
        return new Fd(Check.retried(
                "open " + path,
                how,
                () -> LIBC.syscall(SYS_OPENAT2, number(), checked, how.address(), OPEN_HOW_BYTES)));
    }

    private static Fd opened(int result, String tried) {
        Check.done(result, tried);
        return new Fd(result);
    }

    /** The descriptor's number, for netlink attributes and /proc/self/fd; throws once closed. */
    public int number() {
        if (closed.get()) {
            throw new IllegalStateException("descriptor " + number + " is closed");
        }
        return number;
    }

    /** A path by which this process reaches the open file, whatever became of its name: the source of a bind mount. */
    public String path() {
        return "/proc/self/fd/" + number();
    }

    /**
     * All that is left to read, from the present position to the end. Settings under /proc/sys must be read like this: they give a
     * reader one read(2), and java.nio.file.Files spends that on a single byte.
     */
    public byte[] readAll() {
        NativeBuffer buffer = NativeBuffer.allocate(CHUNK);
        var all = new ByteArrayOutputStream();
        while (true) {
            int read = read(buffer);
            if (read == 0) {
                return all.toByteArray();
            }
            byte[] chunk = new byte[read];
            buffer.bytes().get(0, chunk);
            all.write(chunk, 0, read);
        }
    }

    /** Reads into the buffer from its start; the number of bytes read, 0 at the end of the file. */
    public int read(NativeBuffer into) {
        return Check.retried("read", into, () -> LIBC.read(number(), into.address(), into.capacity()));
    }

    /** Writes all of it, in one write(2) where the kernel takes it so: files of /proc/sys want that. */
    public void write(byte[] content) {
        NativeBuffer buffer = NativeBuffer.of(content);
        int done = 0;
        while (done < content.length) {
            int from = done;
            done += Check.retried(
                    "write", buffer, () -> LIBC.write(number(), buffer.address(from), content.length - from));
        }
    }

    /** Cuts the file, or lengthens it with zeros, to so many bytes. */
    public void truncate(long length) {
        Check.done(LIBC.ftruncate(number(), length), "truncate");
    }

    /** The sort of file system that it is on, a number of linux/magic.h; see fstatfs(2). */
    public long fileSystem() {
        NativeBuffer found = NativeBuffer.allocate(STATFS_BYTES);
        Check.retried("fstatfs", found, () -> LIBC.fstatfs(number(), found.address()));
        return found.bytes().getLong(0);
    }

    /**
     * Locks the open file for this descriptor alone, as long as it is open; see flock(2).
     *
     * @return false when another descriptor has it locked, whosever that is
     */
    public boolean tryLock() {
        while (LIBC.flock(number(), LOCK_EX | LOCK_NB) < 0) {
            Errno error = LibcHolder.lastError();
            if (error.equals(Errno.EAGAIN)) {
                return false;
            }
            if (!error.equals(Errno.EINTR)) {
                throw new ErrnoException(error, "lock");
            }
        }
        return true;
    }

    /** Returns once what was written is on the disk; see fsync(2). */
    public void sync() {
        Check.done(LIBC.fsync(number()), "fsync");
    }

    @Override
    public void close() {
        // On Linux the number is free even where close(2) reports an error; a second try could close a stranger's.
        if (closed.compareAndSet(false, true)) {
            LIBC.close(number);
        }
    }

    @Override
    public String toString() {
        return "fd " + number;
    }
}
