package io.jnetctl.kernel.linux.sys;

import static io.jnetctl.kernel.linux.sys.LibcHolder.LIBC;

import java.time.Duration;
import java.util.List;

/** Waits for several descriptors at once: poll(2), asm-generic/poll.h. */
public final class Polling {
    private static final short POLLIN = 1;

    /** struct pollfd: descriptor, events asked for, events that came. */
    private static final int ENTRY_BYTES = 8;

    private static final int EVENTS = 4;
    private static final int RETURNED = 6;

    private Polling() {}

    /**
     * Returns when one can be read, or has failed.
     *
     * @param timeout rounded up to milliseconds
     * @return those; none when the time is over
     */
    public static List<Fd> readable(List<Fd> descriptors, Duration timeout) {
        NativeBuffer entries = NativeBuffer.allocate(descriptors.size() * ENTRY_BYTES);
        for (int i = 0; i < descriptors.size(); i++) {
            entries.bytes().putInt(i * ENTRY_BYTES, descriptors.get(i).number());
            entries.bytes().putShort(i * ENTRY_BYTES + EVENTS, POLLIN);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        // A signal to the JVM begins the wait anew, for what is left of it.
        Check.retried("poll", entries, () -> LIBC.poll(entries.address(), descriptors.size(), millisUntil(deadline)));
        return descriptors.stream()
                .filter(fd -> entries.bytes().getShort(descriptors.indexOf(fd) * ENTRY_BYTES + RETURNED) != 0)
                .toList();
    }

    private static int millisUntil(long deadline) {
        long nanos = Math.max(0, deadline - System.nanoTime());
        return (int)
                Math.min(Integer.MAX_VALUE, Duration.ofNanos(nanos + 999_999).toMillis());
    }
}
