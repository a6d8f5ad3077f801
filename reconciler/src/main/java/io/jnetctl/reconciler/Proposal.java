package io.jnetctl.reconciler;

import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.reconciler.diff.Change;
import io.jnetctl.reconciler.diff.Conflict;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;

/**
 * One pass from manifest and kernel to plan, with every stage's value.
 *
 * @param attached the namespaces of others that were looked into, by the container they are plumbed for
 * @param extent what the plan speaks for; of the rest nothing is said
 * @param changes each object that is not as desired, before any order; what is made again only because something else goes is not
 *     among them
 * @param plan empty when there is an error or a conflict
 * @param diagnostics of the manifest in the light of this host
 * @param conflicts what is in the way
 */
public record Proposal(
        Desired desired,
        Observed observed,
        Map<Owner, AttachedNetns> attached,
        Extent extent,
        List<Change> changes,
        Plan plan,
        List<Diagnostic> diagnostics,
        List<Conflict> conflicts) {
    public Proposal {
        attached = Map.copyOf(attached);
        changes = List.copyOf(changes);
        diagnostics = List.copyOf(diagnostics);
        conflicts = List.copyOf(conflicts);
    }

    /** Whether the plan may be applied. */
    public boolean isSound() {
        return conflicts.isEmpty() && diagnostics.stream().noneMatch(Diagnostic::isError);
    }
}
