package io.jnetctl.reconciler.execute;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands a plan to the kernel in slices, so that progress can be shown; a slice never ends between two steps of the
 * firewall, because those go in one transaction.
 */
public final class Executor {
    private static final int SLICE = 500;

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
            for (int i = 0; i < slice.size(); i++) {
                results.add(new ApplyReport.Result(slice.get(i), outcomes.get(i)));
                failed |= !(outcomes.get(i) instanceof Outcome.Done);
            }
            from = to;
            progress.steps(from, total);
        }
        plan.steps().subList(from, total).forEach(step -> results.add(new ApplyReport.Result(step, Outcome.NOT_RUN)));
        return new ApplyReport(results);
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
