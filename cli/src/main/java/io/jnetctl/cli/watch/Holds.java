package io.jnetctl.cli.watch;

import io.jnetctl.kernel.resource.Key;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Objects that are left alone for a while: those that cannot be repaired, and those that somebody else changes again and again. Each
 * time is twice as long as the one before. The rest of the host does not wait for them.
 *
 * <p>All times are nanoseconds of one clock.
 */
final class Holds {
    /** So many repairs of one object within a minute may be a fight. */
    static final int FIGHT = 5;

    /** They are one if so much of all repairs was of this object: where many things are changed, each has its turn now and then. */
    private static final double SHARE = 0.4;

    /** So many are one in any case. */
    private static final int ENOUGH = 200;

    private static final int BAD_LUCK = 3;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Duration longest;
    private final Map<Key, History> histories = new HashMap<>();

    /** When anything was repaired, within the window. */
    private final Deque<Long> rounds = new ArrayDeque<>();

    private static final class History {
        private final Deque<Long> repairs = new ArrayDeque<>();
        private Duration delay = Duration.ZERO;
        private boolean held;
        private long until;
        private long touched;
        private String failure = "";
        private int failures;

        boolean isHeld(long now) {
            return held && until - now > 0;
        }
    }

    /** @param longest time that an object is left alone */
    Holds(Duration longest) {
        this.longest = longest;
    }

    /** Those of the objects that must not be touched now. */
    Set<Key> held(Set<Key> keys, long now) {
        Set<Key> held = new HashSet<>();
        for (Key key : keys) {
            History history = histories.get(key);
            if (history != null && history.isHeld(now)) {
                held.add(key);
            }
        }
        return held;
    }

    /** Whether an object that has to be repaired again was repaired so often of late that somebody else must be at it. */
    boolean isContested(Key key, long now) {
        History history = histories.get(key);
        if (history == null || history.isHeld(now)) {
            return false;
        }
        expire(history.repairs, now);
        int repairs = history.repairs.size();
        long all = rounds.stream()
                .filter(round -> !history.held || round - history.until >= 0)
                .count();
        // Once it was left alone, a single repair that did not last is enough.
        return repairs >= ENOUGH || (repairs >= (history.held ? 1 : FIGHT) && repairs >= SHARE * all);
    }

    void repaired(Set<Key> keys, long now) {
        expire(rounds, now);
        rounds.addLast(now);
        for (Key key : keys) {
            History history = history(key, now);
            history.repairs.addLast(now);
            history.failure = "";
            history.failures = 0;
        }
    }

    /** Leaves it alone from now on; returns for how long. */
    Duration hold(Key key, long now) {
        History history = history(key, now);
        Duration twice = history.delay.isZero() ? FIRST : history.delay.multipliedBy(2);
        history.delay = twice.compareTo(longest) < 0 ? twice : longest;
        history.held = true;
        history.until = now + history.delay.toNanos();
        history.repairs.clear();
        return history.delay;
    }

    /** Counts a failure that may be mere bad luck; whether it is among the first in a row. */
    boolean isBadLuck(Key key, long now) {
        return ++history(key, now).failures <= BAD_LUCK;
    }

    /** Remembers why it failed; whether that is news. */
    boolean failed(Key key, String reason, long now) {
        History history = history(key, now);
        boolean news = !history.failure.equals(reason);
        history.failure = reason;
        return news;
    }

    /** When the next one may be tried again. */
    OptionalLong next(long now) {
        return histories.values().stream()
                .filter(history -> history.isHeld(now))
                .mapToLong(history -> history.until)
                .min();
    }

    /** Forgets what has kept quiet for long enough. */
    void forget(long now) {
        histories
                .values()
                .removeIf(history -> !history.isHeld(now)
                        && now - history.touched
                                > WINDOW.plus(history.delay.multipliedBy(2)).toNanos());
    }

    /** Forgets all. */
    void clear() {
        histories.clear();
        rounds.clear();
    }

    private History history(Key key, long now) {
        History history = histories.computeIfAbsent(key, unused -> new History());
        history.touched = now;
        return history;
    }

    private static void expire(Deque<Long> times, long now) {
        while (!times.isEmpty() && now - times.getFirst() > WINDOW.toNanos()) {
            times.removeFirst();
        }
    }
}
