package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.HostLockedException;
import io.jnetctl.kernel.LockHolder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may change the host, and who must wait. */
public interface LockContract extends Subject {
    LockHolder FIRST = new LockHolder(4711, "jnetctl apply", "root");
    LockHolder SECOND = new LockHolder(4712, "jnetctl destroy", "alice");

    @Test
    default void oneAtATimeHasTheLockAndTheOtherIsToldWho() {
        try (HostLock _ = kernel().lock(FIRST, Duration.ZERO)) {
            HostLockedException refused =
                    assertThrows(HostLockedException.class, () -> kernel().lock(SECOND, Duration.ofMillis(20)));
            assertEquals(Optional.of(FIRST), refused.holder());
            assertTrue(refused.age().compareTo(Duration.ofMillis(10)) >= 0, refused.age()::toString);
            assertTrue(refused.age().compareTo(Duration.ofMinutes(1)) < 0, refused.age()::toString);
        }
        kernel().lock(SECOND, Duration.ZERO).close();
    }

    @Test
    default void whoWaitsGetsItWhenTheOtherEnds() throws Exception {
        HostLock first = kernel().lock(FIRST, Duration.ZERO);
        Thread ending = Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            first.close();
        });
        kernel().lock(SECOND, Duration.ofMinutes(1)).close();
        ending.join();
    }
}
