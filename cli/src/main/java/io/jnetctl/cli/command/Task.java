package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.journal.Aim;
import io.jnetctl.reconciler.journal.Direction;
import io.jnetctl.reconciler.journal.Run;
import io.jnetctl.reconciler.journal.Undertaken;
import java.util.Optional;

/** What a command is to do to the host. */
sealed interface Task {
    /** Observes and plans. */
    Proposal propose(Kernel kernel);

    /** What is noted in the journal before the first step. */
    Undertaken note(Run run, Proposal proposal);

    Direction direction();

    /**
     * Looks whether it may be done in the light of what was begun before.
     *
     * @throws Failure when it may not
     */
    void check(Optional<Undertaken> begun);

    /** Whether, where there is nothing to do for it, what was begun before has come to its end. */
    boolean settles(Undertaken begun, Proposal nothing);

    /** Something new. */
    record Fresh(Aim aim) implements Task {
        @Override
        public Proposal propose(Kernel kernel) {
            return aim.propose(kernel);
        }

        @Override
        public Undertaken note(Run run, Proposal proposal) {
            return Undertaken.begin(run, aim, proposal);
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
    record Recovery(Undertaken begun, Direction direction) implements Task {
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
}
