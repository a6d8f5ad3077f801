package io.jnetctl.reconciler.plan;

import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.reconciler.diff.AttributeChange;
import java.util.List;

/**
 * One step of a plan.
 *
 * @param number counted from 1 in the order of execution
 * @param action what it does
 * @param operation what is sent to the kernel
 * @param attributes what differs, for an update or a replacement
 * @param cause why, in the manifest's terms; for display, never for decisions
 * @param requires numbers of the steps that must be done before
 * @param disruption what users notice
 */
public record Step(
        int number,
        Action action,
        Operation operation,
        List<AttributeChange> attributes,
        String cause,
        List<Integer> requires,
        Disruption disruption) {
    public Step {
        attributes = List.copyOf(attributes);
        requires = List.copyOf(requires);
    }
}
