package io.jnetctl.reconciler.journal;

import org.jspecify.annotations.Nullable;

/**
 * An apply that is taken back unless somebody confirms it.
 *
 * @param within how long there is to confirm it from its end on, in milliseconds
 * @param guard the process that takes it back, in the words of the machine; empty before it was started
 * @param deadline of the journal's clock, in milliseconds; null before the apply has ended
 * @param takenBack whether that has happened: then there is nothing to recover
 */
public record Trial(long within, String guard, @Nullable Long deadline, boolean takenBack) {
    public static Trial of(long within) {
        return new Trial(within, "", null, false);
    }

    public Trial guardedBy(String process) {
        return new Trial(within, process, deadline, takenBack);
    }

    /** The apply ended at this time of the journal's clock. */
    public Trial begunAt(long time) {
        return new Trial(within, guard, time + within, takenBack);
    }

    public Trial ended() {
        return new Trial(within, guard, deadline, true);
    }
}
