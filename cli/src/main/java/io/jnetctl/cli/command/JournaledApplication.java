package io.jnetctl.cli.command;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.journal.Direction;
import io.jnetctl.reconciler.journal.Run;
import io.jnetctl.reconciler.journal.Trial;
import io.jnetctl.reconciler.journal.Undertaken;

/**
 * Carries out a plan under the host's lock, with a journal that is there from before its first step until the host is as somebody
 * asked for.
 */
final class JournaledApplication {
    private final Session session;
    private final Kernel kernel;
    private final LockHolder self;
    private final boolean rollingBack;
    private final Task.Journaled task;
    private final Proposal proposal;
    private final Journal journal;
    private final Journal.Draft draft;

    /**
     * Changes nothing yet; but its journal is being put into words from now on.
     *
     * @param self who has the lock
     * @param rollingBack whether what was done is taken back when something fails
     * @param proposal for the task, sound and with something to do, made under the lock
     */
    JournaledApplication(
            Session session,
            Kernel kernel,
            LockHolder self,
            boolean rollingBack,
            Task.Journaled task,
            Proposal proposal) {
        this.session = session;
        this.kernel = kernel;
        this.self = self;
        this.rollingBack = rollingBack;
        this.task = task;
        this.proposal = proposal;
        this.journal = new Journal(session, kernel);
        Run run = new Run(self, task.direction(), proposal.plan().steps().size(), journal.now());
        this.draft = journal.draft(task.note(run, proposal));
    }

    /**
     * Carries it out.
     *
     * @param done what holds then, such as "The host matches the manifest."
     * @return the exit code
     */
    int run(String done) {
        Undertaken undertaken = guarded();
        Run run = undertaken.last();
        int exitCode = new Application(session, kernel).run(task, proposal, done);
        if (exitCode == ExitCode.OK) {
            end(undertaken, run);
        } else if (!rollingBack) {
            session.printError("`jnetctl recover --back` makes this host as it was before.\n");
        } else if (new Rollback(session, kernel, journal, undertaken, self).run()) {
            journal.remove();
        }
        return exitCode;
    }

    /** Whoever is to take it back is there before the first step. */
    private Undertaken guarded() {
        draft.write();
        Undertaken undertaken = draft.undertaken();
        Trial trial = undertaken.trial();
        if (trial == null || undertaken.last().direction() == Direction.BACK) {
            return undertaken;
        }
        try {
            Undertaken guarded = undertaken.with(
                    trial.guardedBy(session.environment().machine().guards().start()));
            journal.write(guarded);
            return guarded;
        } catch (RuntimeException e) {
            journal.remove();
            throw e;
        }
    }

    private void end(Undertaken undertaken, Run run) {
        Trial trial = undertaken.trial();
        if (trial == null || run.direction() == Direction.BACK) {
            journal.remove();
            return;
        }
        journal.write(undertaken.with(trial.begunAt(journal.now())));
        session.println("Confirm within " + Trials.within(trial)
                + ": jnetctl confirm. Otherwise this host returns to what it was before.");
    }
}
