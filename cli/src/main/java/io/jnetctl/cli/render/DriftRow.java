package io.jnetctl.cli.render;

import io.jnetctl.reconciler.drift.Difference.State;
import java.util.List;

/**
 * A line of drift as people read it: a difference, or several that are one to them.
 *
 * @param kind the word for what it is about
 * @param details at least one line
 */
record DriftRow(State state, String kind, String label, List<String> details, String reason) {
    DriftRow {
        details = List.copyOf(details);
    }
}
