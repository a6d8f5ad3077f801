package io.jnetctl.kernel;

import java.time.Duration;
import java.util.Optional;

/** Somebody else is changing the host, and did not end in the time that there was to wait. */
public final class HostLockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<LockHolder> holder;
    private final transient Duration age;

    /**
     * @param holder empty where it has not said yet who it is
     * @param age how long it has had the lock, by a clock that nobody sets; zero where the holder is not known
     */
    public HostLockedException(Optional<LockHolder> holder, Duration age) {
        super("this host is locked");
        this.holder = holder;
        this.age = age;
    }

    public Optional<LockHolder> holder() {
        return holder;
    }

    public Duration age() {
        return age;
    }
}
