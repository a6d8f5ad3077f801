package io.jnetctl.cli.command;

import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.diff.Applied;
import io.jnetctl.reconciler.execute.ApplyReport;
import io.jnetctl.reconciler.execute.Executor;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import java.time.Duration;

/** Carries out a plan, says what became of it, and looks whether the host is now as it should be. */
final class Application {
    private static final int LOOKS = 4;
    private static final long MILLIS_BETWEEN_LOOKS = 100;

    private final Session session;
    private final Kernel kernel;

    Application(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /**
     * @param proposal for the task, sound and with something to do
     * @param done what holds then, such as "The host matches the manifest."
     * @return the exit code
     */
    int run(Task task, Proposal proposal, String done) {
        Plan plan = proposal.plan();
        long start = System.nanoTime();
        ApplyReport report;
        plan.stacks().forEach(stack -> note(stack, ""));
        kernel.anticipate(plan.steps().stream().map(Step::operation).toList());
        try (TerminalProgress progress = TerminalProgress.of(session.environment(), plan)) {
            report = Executor.execute(plan, kernel, progress);
        }
        report.notes().forEach(note -> session.warning(note, null));
        if (!report.succeeded()) {
            failed(report);
            return ExitCode.FAILED;
        }
        Proposal left = verify(task, proposal);
        if (!left.isSound() || !left.plan().isEmpty()) {
            session.error(
                    "all " + plan.steps().size() + " steps were done, and yet the host is not as it should be",
                    "something else on this host may be changing the same objects");
            session.printError(PlanText.of(left.plan(), left.observed().facts().processes(), session.style(), true));
            return ExitCode.FAILED;
        }
        Applied.notes(left.desired(), left.observed()).forEach(this::note);
        String time = DurationOption.words(Duration.ofNanos(System.nanoTime() - start));
        session.println("Applied " + steps(plan.steps().size()) + " in " + time + ". " + done);
        return ExitCode.OK;
    }

    /** For the next plan's words. What is being changed has none, so that nothing is left of a stack that is destroyed. */
    private void note(String stack, String note) {
        try {
            kernel.note(stack, note);
        } catch (KernelException e) {
            session.warning(
                    "the next plan will not know what others change: " + e.getMessage(), "it is right all the same");
        }
    }

    /** What the kernel does on its own after an answer, such as a link's carrier, may take it a moment. */
    private Proposal verify(Task task, Proposal proposal) {
        Proposal left = task.proposeRest(proposal, kernel);
        for (int look = 1; look < LOOKS && left.isSound() && !left.plan().isEmpty(); look++) {
            try {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return left;
            }
            left = task.propose(kernel);
        }
        return left;
    }

    private void failed(ApplyReport report) {
        report.failure().ifPresent(result -> {
            if (result.outcome() instanceof Outcome.Failed(KernelException reason)) {
                session.error(
                        "step " + words(result.step()) + ": " + reason(result.step(), reason),
                        Remedies.ofStep(result.step(), reason.errno()));
            }
        });
        session.printError(report.done() + " done, 1 failed, " + report.notRun() + " not run.\n");
    }

    private static String words(Step step) {
        return step.number() + ", " + step.action().word() + " " + name(step);
    }

    private static String name(Step step) {
        Resource resource = step.operation().resource();
        return resource.kind().name() + " " + resource.label();
    }

    /** Without the object's name, which was just said. */
    private static String reason(Step step, KernelException refused) {
        String message = String.valueOf(refused.getMessage());
        String label = step.operation().resource().label() + ": ";
        int named = message.indexOf(label);
        boolean first = named == 0 || message.startsWith(name(step) + ": ");
        return first ? message.substring(named + label.length()) : message;
    }

    private static String steps(int count) {
        return count == 1 ? "1 step" : count + " steps";
    }
}
