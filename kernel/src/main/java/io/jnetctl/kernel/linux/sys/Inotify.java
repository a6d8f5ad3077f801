package io.jnetctl.kernel.linux.sys;

import static io.jnetctl.kernel.linux.sys.LibcHolder.LIBC;

import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Told by the kernel what happens to files: inotify(7), linux/inotify.h. */
public final class Inotify implements AutoCloseable {
    public static final int MODIFY = 0x2;
    public static final int ATTRIB = 0x4;
    public static final int CLOSE_WRITE = 0x8;
    public static final int CLOSE_NOWRITE = 0x10;
    public static final int MOVED_FROM = 0x40;
    public static final int MOVED_TO = 0x80;
    public static final int CREATE = 0x100;
    public static final int DELETE = 0x200;
    public static final int DELETE_SELF = 0x400;
    public static final int MOVE_SELF = 0x800;
    /** Of an event: more happened than was kept. */
    public static final int OVERFLOW = 0x4000;
    /** Of an event: the watch is gone, with what was watched. */
    public static final int IGNORED = 0x8000;
    /** Of a watch: refuse with ENOTDIR what is no directory. */
    public static final int ONLY_DIRECTORY = 0x1000000;
    /** Of a watch: refuse to follow a link at the end of the path. */
    public static final int DONT_FOLLOW = 0x2000000;

    private static final int CLOEXEC = 0x80000;

    /** Of struct inotify_event, after watch and mask; the name and its length follow. */
    private static final int COOKIE_BYTES = 4;

    private static final int CAPACITY = 64 * 1024;

    private final Fd fd;
    private final NativeBuffer incoming = NativeBuffer.allocate(CAPACITY);

    private Inotify(Fd fd) {
        this.fd = fd;
    }

    /**
     * Something happened.
     *
     * @param watch to what
     * @param name of the file in the watched directory; empty for what is watched itself
     */
    public record Event(int watch, int mask, String name) {
        public boolean has(int bits) {
            return (mask & bits) != 0;
        }
    }

    /** @throws ErrnoException with EMFILE when this user has too many of them */
    public static Inotify open() {
        int result = LIBC.inotify_init1(CLOEXEC);
        Check.done(result, "open inotify");
        return new Inotify(new Fd(result));
    }

    /**
     * Watches a file, or changes what of it is watched. A file has one number, whatever path leads to it.
     *
     * @throws ErrnoException with ENOENT where there is no such file, ENOSPC when this user watches too many
     */
    public int add(String path, int mask) {
        int result = LIBC.inotify_add_watch(fd.number(), CString.checked(path), mask);
        Check.done(result, "watch " + path);
        return result;
    }

    /** Ends a watch; one that is gone already is no error. */
    public void remove(int watch) {
        LIBC.inotify_rm_watch(fd.number(), watch);
    }

    /** Waits for something to happen. */
    public List<Event> read() {
        int length = fd.read(incoming);
        return decode(WireReader.of(incoming.bytes(), length));
    }

    /** @throws MalformedMessageException where bytes are missing */
    static List<Event> decode(WireReader records) {
        List<Event> events = new ArrayList<>();
        while (records.remaining() > 0) {
            int watch = records.u32();
            int mask = records.u32();
            records.skip(COOKIE_BYTES);
            events.add(new Event(watch, mask, text(records.bytes(records.u32()))));
        }
        return events;
    }

    /** Padded with NULs. */
    private static String text(byte[] name) {
        int length = 0;
        while (length < name.length && name[length] != 0) {
            length++;
        }
        return new String(name, 0, length, StandardCharsets.UTF_8);
    }

    public Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        fd.close();
    }
}
