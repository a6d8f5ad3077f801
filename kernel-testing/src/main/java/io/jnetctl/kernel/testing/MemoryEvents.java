package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.KernelEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Tells of changes to a host in memory. Its files are no part of that host: tests say when they changed. */
public final class MemoryEvents implements KernelEvents {
    private final Set<Topic> pending = EnumSet.noneOf(Topic.class);
    private Set<Path> followed = Set.of();
    private boolean woken;

    MemoryEvents() {}

    /** Something changed. */
    public synchronized void changed(Topic topic) {
        pending.add(topic);
        notifyAll();
    }

    /** What is followed now. */
    public synchronized Set<Path> followed() {
        return followed;
    }

    @Override
    public synchronized void follow(Set<Path> directories) {
        followed = Set.copyOf(directories);
    }

    @Override
    public synchronized Set<Topic> await(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        long left = timeout.toNanos();
        while (pending.isEmpty() && !woken && left > 0) {
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a change", e);
            }
            left = end - System.nanoTime();
        }
        Set<Topic> topics = Set.copyOf(pending);
        pending.clear();
        woken = false;
        return topics;
    }

    @Override
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
