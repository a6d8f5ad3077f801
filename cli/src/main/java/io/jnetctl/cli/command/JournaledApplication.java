package io.jnetctl.cli.command;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.journal.Run;
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
    private final Journal journal;

    /**
     * @param self who has the lock
     * @param rollingBack whether what was done is taken back when something fails
     */
    JournaledApplication(Session session, Kernel kernel, LockHolder self, boolean rollingBack) {
        this.session = session;
        this.kernel = kernel;
        this.self = self;
        this.rollingBack = rollingBack;
        this.journal = new Journal(session, kernel);
    }

    /**
     * @param proposal for the task, sound and with something to do, made under the lock
     * @param done what holds then, such as "The host matches the manifest."
     * @return the exit code
     */
    int run(Task.Journaled task, Proposal proposal, String done) {
        Run run = new Run(self, task.direction(), proposal.plan().steps().size(), journal.now());
        Undertaken undertaken = task.note(run, proposal);
        journal.write(undertaken);
        int exitCode = new Application(session, kernel).run(proposal.plan(), () -> task.propose(kernel), done);
        if (exitCode == ExitCode.OK) {
            journal.remove();
        } else if (!rollingBack) {
            session.printError("`jnetctl recover --back` makes this host as it was before.\n");
        } else if (new Rollback(session, kernel, journal, undertaken, self).run()) {
            journal.remove();
        }
        return exitCode;
    }
}
