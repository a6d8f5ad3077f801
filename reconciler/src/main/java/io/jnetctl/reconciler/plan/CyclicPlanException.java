package io.jnetctl.reconciler.plan;

import java.util.List;

/** Steps that wait for each other. A plan never drops an edge to get out of this: it is a fault to report, with its path. */
public final class CyclicPlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CyclicPlanException(List<String> path) {
        super("these steps wait for each other: " + String.join(" -> ", path));
    }
}
