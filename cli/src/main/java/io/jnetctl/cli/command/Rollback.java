package io.jnetctl.cli.command;

import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.execute.ApplyReport;
import io.jnetctl.reconciler.execute.Executor;
import io.jnetctl.reconciler.execute.Progress;
import io.jnetctl.reconciler.journal.Direction;
import io.jnetctl.reconciler.journal.Run;
import io.jnetctl.reconciler.journal.Undertaken;

/** Takes back what a plan did before it failed: an ordinary plan, towards what was observed when the failed one was made. */
final class Rollback {
    private static final String HINT =
            "see `jnetctl plan` for what is left; apply again goes on from there, `jnetctl recover --back` tries this again";

    private final Session session;
    private final Kernel kernel;
    private final Journal journal;
    private final Undertaken failed;
    private final LockHolder self;

    Rollback(Session session, Kernel kernel, Journal journal, Undertaken failed, LockHolder self) {
        this.session = session;
        this.kernel = kernel;
        this.journal = journal;
        this.failed = failed;
        this.self = self;
    }

    /** Says what became of it; whether the host is as it was before. */
    boolean run() {
        Proposal back = failed.back(kernel);
        back.conflicts()
                .forEach(conflict -> session.error("nothing was rolled back: " + conflict.message(), conflict.hint()));
        if (!back.isSound()) {
            return false;
        }
        journal.write(failed.goneOnBy(
                new Run(self, Direction.BACK, back.plan().steps().size(), journal.now())));
        ApplyReport report = Executor.execute(back.plan(), kernel, Progress.NONE);
        report.notes().forEach(note -> session.warning(note, null));
        Proposal left = failed.back(kernel);
        if (report.succeeded() && left.plan().isEmpty()) {
            session.printError("Rolled back: this host is as it was before.\n");
            return true;
        }
        String reason = report.failure()
                .map(result -> result.outcome() instanceof Outcome.Failed(KernelException refused)
                        ? String.valueOf(refused.getMessage())
                        : "")
                .orElse("something else may be changing the same objects");
        session.error("this host could not be rolled back wholly: " + reason, HINT);
        session.printError("What is not as it was before:\n"
                + PlanText.of(left.plan(), left.observed().facts().processes(), session.errorStyle(), true));
        return false;
    }
}
