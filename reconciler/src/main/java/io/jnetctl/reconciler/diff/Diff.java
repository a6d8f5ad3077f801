package io.jnetctl.reconciler.diff;

import java.util.List;

/** All that differs, and all that is in the way. */
public record Diff(List<Change> changes, List<Conflict> conflicts) {
    public Diff {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
    }
}
