package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.diff.Conflict;
import io.jnetctl.reconciler.journal.Aim;
import io.jnetctl.reconciler.journal.Direction;
import io.jnetctl.reconciler.journal.Run;
import io.jnetctl.reconciler.journal.Trial;
import io.jnetctl.reconciler.journal.Undertaken;
import io.jnetctl.schema.Manifest;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a command is to do to the host. */
sealed interface Task {
    /** Observes and plans. */
    Proposal propose(Kernel kernel);

    /** Observes, and plans what is left to do when the plan of {@code applied} was carried out. */
    default Proposal proposeRest(Proposal applied, Kernel kernel) {
        return propose(kernel);
    }

    /** One that can be taken back, and finished by others. */
    sealed interface Journaled extends Task {
        /** What is noted in the journal before the first step. */
        Undertaken note(Run run, Proposal proposal);

        Direction direction();
    }

    /**
     * Looks whether it may be done in the light of what was begun before.
     *
     * @throws Failure when it may not
     */
    void check(Optional<Undertaken> begun);

    /** Whether, where there is nothing to do for it, what was begun before has come to its end. */
    boolean settles(Undertaken begun, Proposal nothing);

    /**
     * Something new.
     *
     * @param trial null unless it is to be confirmed
     */
    record Fresh(Aim aim, @Nullable Trial trial) implements Journaled {
        @Override
        public Proposal propose(Kernel kernel) {
            return aim.propose(kernel);
        }

        @Override
        public Proposal proposeRest(Proposal applied, Kernel kernel) {
            return applied.extent().objects().isPresent()
                    ? propose(kernel)
                    : Reconciler.proposeRest(applied, aim.look(kernel));
        }

        @Override
        public Undertaken note(Run run, Proposal proposal) {
            return Undertaken.begin(run, aim, proposal, trial);
        }

        @Override
        public Direction direction() {
            return Direction.FORWARD;
        }

        /** It goes on from wherever the host is. */
        @Override
        public void check(Optional<Undertaken> begun) {}

        @Override
        public boolean settles(Undertaken begun, Proposal nothing) {
            return nothing.extent().objects().isEmpty()
                    && nothing.plan().stacks().containsAll(begun.stacks());
        }
    }

    /** What was begun before: the rest of it, or the way back. */
    record Recovery(Undertaken begun, Direction direction) implements Journaled {
        @Override
        public Proposal propose(Kernel kernel) {
            return begun.propose(direction, kernel);
        }

        @Override
        public Undertaken note(Run run, Proposal proposal) {
            return begun.goneOnBy(run);
        }

        @Override
        public void check(Optional<Undertaken> now) {
            if (now.isEmpty() || !now.get().first().equals(begun.first())) {
                throw new Failure(
                        "nothing was changed: another command has ended meanwhile what was to be recovered",
                        "see `jnetctl recover` for what is left");
            }
        }

        @Override
        public boolean settles(Undertaken left, Proposal nothing) {
            return true;
        }
    }

    /** That marks what others made: it cannot be taken back, since what was there before was nobody's to note. */
    record Adoption(Manifest manifest, Predicate<Conflict> chosen) implements Task {
        @Override
        public Proposal propose(Kernel kernel) {
            return Reconciler.proposeAdoption(manifest, kernel, chosen);
        }

        @Override
        public void check(Optional<Undertaken> begun) {
            if (begun.isPresent() && !Trials.isTakenBack(begun.get())) {
                throw new Failure(
                        "nothing was changed: what was begun before is not yet finished or taken back",
                        "see `jnetctl recover` for what is left");
            }
        }

        @Override
        public boolean settles(Undertaken begun, Proposal nothing) {
            return false;
        }
    }
}
