package io.jnetctl.reconciler;

import io.jnetctl.kernel.Observed;
import io.jnetctl.reconciler.diff.Conflict;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.List;

/**
 * One pass from manifest and kernel to plan, with every stage's value.
 *
 * @param plan empty when there is an error or a conflict
 * @param diagnostics of the manifest in the light of this host
 * @param conflicts what is in the way
 */
public record Proposal(
        Desired desired, Observed observed, Plan plan, List<Diagnostic> diagnostics, List<Conflict> conflicts) {
    public Proposal {
        diagnostics = List.copyOf(diagnostics);
        conflicts = List.copyOf(conflicts);
    }

    /** Whether the plan may be applied. */
    public boolean isSound() {
        return conflicts.isEmpty() && diagnostics.stream().noneMatch(Diagnostic::isError);
    }
}
