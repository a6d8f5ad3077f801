package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.host.Guards;
import io.jnetctl.reconciler.journal.Trial;
import io.jnetctl.reconciler.journal.Undertaken;
import java.time.Duration;

/** Applies that are taken back unless somebody confirms them, as commands know them and speak of them. */
final class Trials {
    static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final String WAYS = "`jnetctl confirm` keeps it, `jnetctl recover --back` takes it back now";

    private final Guards guards;
    private final Journal journal;

    Trials(Session session, Journal journal) {
        this.guards = session.environment().machine().guards();
        this.journal = journal;
    }

    static boolean isPending(Undertaken undertaken) {
        return undertaken.trial() != null && !undertaken.trial().takenBack();
    }

    static boolean isTakenBack(Undertaken undertaken) {
        return undertaken.trial() != null && undertaken.trial().takenBack();
    }

    /** {@code 60 s}. */
    static String within(Trial trial) {
        return trial.within() / 1000 + " s";
    }

    /** Why it is, or was, taken back. */
    static String reason(Trial trial) {
        return trial.deadline() == null ? "it was cut short" : "nobody confirmed it within " + within(trial);
    }

    /**
     * For what would change the host under it.
     *
     * @throws Failure when somebody has to confirm something first
     */
    void requireNonePending(Undertaken undertaken) {
        Trial trial = undertaken.trial();
        if (trial != null && isPending(undertaken)) {
            throw new Failure("nothing was changed: " + words(trial), hint(trial));
        }
    }

    /** {@code an apply waits to be confirmed, for 12.3 s more}. */
    String words(Trial trial) {
        boolean guarded = isGuarded(trial);
        Long deadline = trial.deadline();
        if (deadline == null) {
            return "an apply that was to be confirmed was cut short"
                    + (guarded ? ", and is being taken back" : ", and " + unguarded());
        }
        String waits = "an apply waits to be confirmed";
        if (!guarded) {
            return waits + ", and " + unguarded();
        }
        long left = deadline - journal.now();
        return left > 0
                ? waits + ", for " + DurationOption.words(Duration.ofMillis(left)) + " more"
                : "an apply was not confirmed in time, and is being taken back";
    }

    private static String unguarded() {
        return "the process that would take it back has ended";
    }

    String hint(Trial trial) {
        if (trial.deadline() == null) {
            return isGuarded(trial) ? "try again in a moment" : "`jnetctl recover --back` takes it back";
        }
        return isOver(trial) && isGuarded(trial) ? "try again in a moment" : WAYS;
    }

    boolean isOver(Trial trial) {
        return trial.deadline() != null && journal.now() >= trial.deadline();
    }

    boolean isGuarded(Trial trial) {
        return guards.isAlive(trial.guard());
    }
}
