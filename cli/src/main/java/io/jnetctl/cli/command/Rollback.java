package io.jnetctl.cli.command;

import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.execute.ApplyReport;
import io.jnetctl.reconciler.execute.Executor;
import io.jnetctl.reconciler.execute.Progress;
import java.util.function.Supplier;

/** Takes back what a plan did before it failed: an ordinary plan, towards what was observed when the failed one was made. */
final class Rollback {
    private static final String HINT = "see `jnetctl plan` for what is left; apply again goes on from there";

    private final Session session;
    private final Kernel kernel;
    private final Proposal failed;
    private final Supplier<Proposal> again;

    /** @param again observes anew, in the scope of the failed proposal */
    Rollback(Session session, Kernel kernel, Proposal failed, Supplier<Proposal> again) {
        this.session = session;
        this.kernel = kernel;
        this.failed = failed;
        this.again = again;
    }

    /** Says what became of it. */
    void run() {
        Observed now = again.get().observed();
        if (now.equals(Observed.EMPTY)) {
            session.error("nothing was rolled back: a namespace that the manifest attaches to is gone", HINT);
            return;
        }
        Proposal back = back(now);
        back.conflicts()
                .forEach(conflict -> session.error("nothing was rolled back: " + conflict.message(), conflict.hint()));
        if (!back.isSound()) {
            return;
        }
        ApplyReport report = Executor.execute(back.plan(), kernel, Progress.NONE);
        report.notes().forEach(note -> session.warning(note, null));
        Proposal left = back(again.get().observed());
        if (report.succeeded() && left.plan().isEmpty()) {
            session.printError("Rolled back: this host is as it was before.\n");
            return;
        }
        String reason = report.failure()
                .map(result -> result.outcome() instanceof Outcome.Failed(KernelException refused)
                        ? String.valueOf(refused.getMessage())
                        : "")
                .orElse("something else may be changing the same objects");
        session.error("this host could not be rolled back wholly: " + reason, HINT);
        session.printError("What is not as it was before:\n"
                + PlanText.of(left.plan(), left.observed().facts().processes(), session.errorStyle(), true));
    }

    private Proposal back(Observed now) {
        return Reconciler.proposeReturn(failed.plan().stacks(), failed.observed(), now);
    }
}
