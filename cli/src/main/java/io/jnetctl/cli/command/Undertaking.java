package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.journal.Direction;
import io.jnetctl.reconciler.journal.Undertaken;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * The way of every command that changes the host: show the plan, ask, and carry out under the host's lock what was shown, or nothing.
 * The plan that is carried out always comes of an observation made under the lock. Whoever thinks about a question does not hold it.
 */
final class Undertaking {
    private final Session session;
    private final Kernel kernel;
    private final LockOptions lockOptions;
    private final Confirmation confirmation;
    private final boolean rollingBack;
    private final Journal journal;

    Undertaking(Session session, Kernel kernel, LockOptions lockOptions, Confirmation confirmation) {
        this(session, kernel, lockOptions, confirmation, false);
    }

    /** @param rollingBack whether what was done is taken back when something fails */
    Undertaking(
            Session session, Kernel kernel, LockOptions lockOptions, Confirmation confirmation, boolean rollingBack) {
        this.session = session;
        this.kernel = kernel;
        this.lockOptions = lockOptions;
        this.confirmation = confirmation;
        this.rollingBack = rollingBack;
        this.journal = new Journal(session, kernel);
    }

    /**
     * @param review shows a proposal, throws when it must not be carried out, and tells whether there is anything to do
     * @param question for the user, after the plan
     * @param done what holds then, such as "The host matches the manifest."
     * @return the exit code
     */
    int run(Task task, Predicate<Proposal> review, String question, String done) {
        if (confirmation.isGiven()) {
            try (HostLock _ = lockOptions.take(session, kernel)) {
                check(task);
                if (task instanceof Task.Fresh) {
                    journal.warn();
                }
                Proposal proposal = task.propose(kernel);
                ToIntFunction<String> application = begin(task, proposal);
                if (review.test(proposal)) {
                    return application.applyAsInt(done);
                }
                settle(task, proposal);
                return ExitCode.OK;
            }
        }
        return ask(task, review, question, done);
    }

    private int ask(Task task, Predicate<Proposal> review, String question, String done) {
        Optional<Undertaken> begun = check(task);
        if (task instanceof Task.Fresh) {
            journal.tell();
        }
        Proposal shown = task.propose(kernel);
        if (!review.test(shown)) {
            if (begun.isPresent()) {
                try (HostLock _ = lockOptions.take(session, kernel)) {
                    settle(task, task.propose(kernel));
                }
            }
            return ExitCode.OK;
        }
        if (!confirmation.given(session, question)) {
            return ExitCode.FAILED;
        }
        try (HostLock _ = lockOptions.take(session, kernel)) {
            check(task);
            Proposal proposal = task.propose(kernel);
            if (!proposal.isSound() || !proposal.plan().equals(shown.plan())) {
                throw new Failure(
                        "nothing was changed: this host is no longer as it was when the plan was shown",
                        "run it again to see the plan as it would be now");
            }
            return begin(task, proposal).applyAsInt(done);
        }
    }

    /** @throws Failure when it may not be done in the light of what was begun before, which is returned */
    private Optional<Undertaken> check(Task task) {
        Optional<Undertaken> begun = journal.ifReadable();
        if (!(task instanceof Task.Recovery(Undertaken _, Direction direction) && direction == Direction.BACK)) {
            begun.ifPresent(new Trials(session, journal)::requireNonePending);
        }
        task.check(begun);
        return begun;
    }

    /** What carries it out, given the words for what holds then; it gets ready while the plan is shown. */
    private ToIntFunction<String> begin(Task task, Proposal proposal) {
        if (task instanceof Task.Journaled journaled
                && proposal.isSound()
                && !proposal.plan().isEmpty()) {
            return new JournaledApplication(
                    session, kernel, lockOptions.holder(session), rollingBack, journaled, proposal)::run;
        }
        return done -> new Application(session, kernel).run(task, proposal, done);
    }

    /** What was cut short after its last step, and before it could say so, has ended well. */
    private void settle(Task task, Proposal proposal) {
        journal.ifReadable()
                .filter(begun -> proposal.isSound() && proposal.plan().isEmpty() && task.settles(begun, proposal))
                .ifPresent(_ -> journal.remove());
    }
}
