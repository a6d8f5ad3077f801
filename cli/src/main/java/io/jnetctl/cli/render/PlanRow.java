package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.reconciler.plan.Action;
import java.util.List;

/**
 * A line of a plan as people read it: a step, or several that are one to them.
 *
 * @param numbers of the steps, such as {@code 4} or {@code 4-27}
 * @param kind the word for what it is about
 * @param details at least one line
 * @param disruption what users notice
 */
record PlanRow(
        String numbers,
        Action action,
        String kind,
        String label,
        List<String> details,
        String cause,
        Disruption disruption) {
    PlanRow {
        details = List.copyOf(details);
    }
}
