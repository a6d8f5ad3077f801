package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.HostLockedException;
import io.jnetctl.kernel.LockHolder;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may change the host in memory. */
final class MemoryLock {
    private @Nullable Held held;

    private final class Held implements HostLock {
        private final LockHolder holder;
        private final long since = System.nanoTime();

        Held(LockHolder holder) {
            this.holder = holder;
        }

        @Override
        public void close() {
            release(this);
        }
    }

    synchronized HostLock take(LockHolder holder, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        for (Held other = held; other != null; other = held) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new HostLockedException(
                        Optional.of(other.holder), Duration.ofNanos(System.nanoTime() - other.since));
            }
            try {
                wait(Math.max(1, Duration.ofNanos(left).toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the lock", e);
            }
        }
        Held taken = new Held(holder);
        held = taken;
        return taken;
    }

    private synchronized void release(Held lock) {
        if (held == lock) {
            held = null;
            notifyAll();
        }
    }
}
