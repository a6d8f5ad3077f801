package io.jnetctl.reconciler.execute;

import io.jnetctl.kernel.Outcome;
import io.jnetctl.reconciler.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * What became of a plan.
 *
 * @param results one a step, in the plan's order
 */
public record ApplyReport(List<Result> results) {
    public ApplyReport {
        results = List.copyOf(results);
    }

    /** A step and its outcome. */
    public record Result(Step step, Outcome outcome) {}

    public boolean succeeded() {
        return results.stream().allMatch(result -> result.outcome() instanceof Outcome.Done);
    }

    /** The step that failed, if one did: nothing after it was run. */
    public Optional<Result> failure() {
        return results.stream()
                .filter(result -> result.outcome() instanceof Outcome.Failed)
                .findFirst();
    }

    /** What could not be done along with steps that were done, each once. */
    public List<String> notes() {
        return results.stream()
                .map(result -> result.outcome() instanceof Outcome.Done(String note) ? note : "")
                .filter(note -> !note.isEmpty())
                .distinct()
                .toList();
    }

    public long done() {
        return results.stream()
                .filter(result -> result.outcome() instanceof Outcome.Done)
                .count();
    }

    public long notRun() {
        return results.stream()
                .filter(result -> result.outcome() instanceof Outcome.NotRun)
                .count();
    }
}
