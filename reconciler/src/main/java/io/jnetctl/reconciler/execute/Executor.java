package io.jnetctl.reconciler.execute;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Hands a plan to the kernel in slices, so that progress can be shown; a slice never ends between two steps of the
 * firewall, because those go in one transaction.
 */
public final class Executor {
    private static final int SLICE = 500;

    /** What the kernel answers to the removal of a link, a file, a route and an address that is not there. */
    private static final Set<String> GONE = Set.of("ENODEV", "ENOENT", "ESRCH", "EADDRNOTAVAIL");

    private Executor() {}

    /** Runs all steps, or those up to the first that fails. */
    public static ApplyReport execute(Plan plan, Kernel kernel, Progress progress) {
        List<ApplyReport.Result> results = new ArrayList<>(plan.steps().size());
        int total = plan.steps().size();
        int from = 0;
        boolean failed = false;
        while (from < total && !failed) {
            int to = endOfSlice(plan.steps(), from);
            List<Step> slice = plan.steps().subList(from, to);
            List<Operation> operations = slice.stream().map(Step::operation).toList();
            List<Outcome> outcomes = kernel.execute(operations);
            int done = 0;
            while (done < slice.size() && isDone(slice.get(done), outcomes.get(done))) {
                results.add(new ApplyReport.Result(slice.get(done), done(outcomes.get(done))));
                done++;
            }
            from += done;
            boolean goesOn = done == slice.size() || (done > 0 && outcomes.get(done) instanceof Outcome.NotRun);
            if (!goesOn) {
                results.add(new ApplyReport.Result(slice.get(done), outcomes.get(done)));
                from++;
                failed = true;
            }
            progress.steps(from, total);
        }
        plan.steps().subList(from, total).forEach(step -> results.add(new ApplyReport.Result(step, Outcome.NOT_RUN)));
        return new ApplyReport(results);
    }

    /** What went by itself since it was observed, with a namespace for example, need not be removed any more. */
    private static boolean isDone(Step step, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> true;
            case Outcome.Failed(KernelException reason) ->
                step.operation() instanceof Operation.Remove && !isFirewall(step) && GONE.contains(reason.errno());
            case Outcome.NotRun _ -> false;
        };
    }

    private static Outcome done(Outcome outcome) {
        return outcome instanceof Outcome.Done ? outcome : Outcome.DONE;
    }

    private static int endOfSlice(List<Step> steps, int from) {
        int end = Math.min(from + SLICE, steps.size());
        while (end < steps.size() && isFirewall(steps.get(end - 1)) && isFirewall(steps.get(end))) {
            end++;
        }
        return end;
    }

    private static boolean isFirewall(Step step) {
        Resource resource = step.operation().resource();
        return resource instanceof Chain || resource instanceof Rule;
    }
}
