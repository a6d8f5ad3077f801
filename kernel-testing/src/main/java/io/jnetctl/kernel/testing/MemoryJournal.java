package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.HostJournal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is noted of what is being done to the host in memory; its clock goes on when a test says so, and on its own. */
public final class MemoryJournal implements HostJournal {
    private final long start = System.nanoTime();
    private Duration waited = Duration.ofHours(1);
    private @Nullable String text;
    private int operations;

    MemoryJournal() {}

    @Override
    public synchronized Optional<Noted> read() {
        return text == null ? Optional.empty() : Optional.of(new Noted(text, operations));
    }

    @Override
    public synchronized void write(String text) {
        this.text = text;
        operations = 0;
    }

    @Override
    public synchronized void remove() {
        text = null;
    }

    synchronized void done(int more) {
        operations += more;
    }

    @Override
    public synchronized Duration clock() {
        return waited.plusNanos(System.nanoTime() - start);
    }

    /** Lets time pass. */
    public synchronized void pass(Duration time) {
        waited = waited.plus(time);
    }
}
