package io.jnetctl.kernel;

import java.time.Duration;
import java.util.Optional;

/**
 * A note of what is being done to a host, which outlives the process that does it, until a reboot at most. There is one a host. Who
 * writes it or takes it away has the host's lock.
 */
public interface HostJournal {
    /**
     * Empty when there is none.
     *
     * @throws KernelException when it cannot be read, EACCES when privilege is missing
     */
    Optional<Noted> read();

    /**
     * Takes the place of what was noted, whole or not at all; operations are counted from 0 again.
     *
     * @throws KernelException when it cannot be written; then what was noted before still is
     */
    void write(String text);

    /** There is none from now on; not an error when there was none. */
    void remove();

    /** The time since the host was started, sleep included: nobody sets this clock. */
    Duration clock();

    /**
     * What a journal says.
     *
     * @param operations how many operations were done for certain since it was written
     */
    record Noted(String text, int operations) {}
}
