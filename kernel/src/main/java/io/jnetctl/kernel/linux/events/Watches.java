package io.jnetctl.kernel.linux.events;

import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.Inotify;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files that are watched. A name may come to mean another file, and the old one stay watched: so all are named again in each round, and
 * those that are named no more, or are other files now, are let go.
 */
final class Watches implements AutoCloseable {
    private static final Set<Errno> CANNOT_BE_WATCHED =
            Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES, Errno.ELOOP, Errno.ENOSPC);

    private final Inotify inotify = Inotify.open();
    private final Map<String, Watch> byKey = new HashMap<>();
    private final int roundsKept;
    private int round;
    private boolean found;

    /** @param roundsKept after how many rounds what is named no more is let go */
    Watches(int roundsKept) {
        this.roundsKept = roundsKept;
    }

    private record Watch(int number, Predicate<Inotify.Event> matters, int round) {}

    /** Begins to name all. */
    void begin() {
        round++;
    }

    /**
     * Names one.
     *
     * @param key tells it from others that have the same path elsewhere
     * @param mask of {@link Inotify}
     * @param matters whether an event is to be told of
     */
    void add(String key, String path, int mask, Predicate<Inotify.Event> matters) {
        try {
            int number = inotify.add(path, mask);
            Watch before = byKey.put(key, new Watch(number, matters, round));
            found |= before == null || before.number != number;
        } catch (ErrnoException e) {
            // Where it cannot be watched, the next look at the usual interval sees what became of it.
            if (!CANNOT_BE_WATCHED.contains(e.error())) {
                throw e;
            }
        }
    }

    /**
     * All are named.
     *
     * @return whether one is watched now that was not before: what happened to it since it was looked at was not told
     */
    boolean end() {
        Set<Integer> dropped = new HashSet<>();
        byKey.values().removeIf(watch -> watch.round <= round - roundsKept && dropped.add(watch.number));
        byKey.values().forEach(watch -> dropped.remove(watch.number));
        dropped.forEach(inotify::remove);
        boolean result = found;
        found = false;
        return result;
    }

    /** Takes what happened; whether any of it matters. */
    boolean read() {
        boolean matters = false;
        for (Inotify.Event event : inotify.read()) {
            if (event.has(Inotify.OVERFLOW)) {
                matters = true;
            } else if (event.has(Inotify.IGNORED)) {
                byKey.values().removeIf(watch -> watch.number == event.watch());
            } else {
                matters |= byKey.values().stream()
                        .anyMatch(watch -> watch.number == event.watch() && watch.matters.test(event));
            }
        }
        return matters;
    }

    Fd fd() {
        return inotify.fd();
    }

    @Override
    public void close() {
        inotify.close();
    }
}
