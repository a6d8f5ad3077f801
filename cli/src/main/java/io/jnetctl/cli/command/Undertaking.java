package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
    }

    /**
     * @param propose observes and plans
     * @param review shows a proposal, throws when it must not be carried out, and tells whether there is anything to do
     * @param question for the user, after the plan
     * @param done what holds then, such as "The host matches the manifest."
     * @return the exit code
     */
    int run(Supplier<Proposal> propose, Predicate<Proposal> review, String question, String done) {
        if (confirmation.isGiven()) {
            try (HostLock _ = lockOptions.take(session, kernel)) {
                Proposal proposal = propose.get();
                return review.test(proposal) ? carryOut(proposal, propose, done) : ExitCode.OK;
            }
        }
        Proposal shown = propose.get();
        if (!review.test(shown)) {
            return ExitCode.OK;
        }
        if (!confirmation.given(session, question)) {
            return ExitCode.FAILED;
        }
        try (HostLock _ = lockOptions.take(session, kernel)) {
            Proposal proposal = propose.get();
            if (!proposal.isSound() || !proposal.plan().equals(shown.plan())) {
                throw new Failure(
                        "nothing was changed: this host is no longer as it was when the plan was shown",
                        "run it again to see the plan as it would be now");
            }
            return carryOut(proposal, propose, done);
        }
    }

    private int carryOut(Proposal proposal, Supplier<Proposal> propose, String done) {
        int exitCode = new Application(session, kernel).run(proposal.plan(), propose, done);
        if (exitCode != ExitCode.OK && rollingBack) {
            new Rollback(session, kernel, proposal, propose).run();
        }
        return exitCode;
    }
}
