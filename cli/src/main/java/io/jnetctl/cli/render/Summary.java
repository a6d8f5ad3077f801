package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.reconciler.plan.Action;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan in numbers of objects: one that is taken away to be made anew counts as replaced, once.
 *
 * @param interrupted what users of an object that stays, or comes back, notice; by its label
 */
record Summary(long add, long change, long replace, long remove, Map<String, Disruption> interrupted) {
    private static final int NAMED = 5;

    static Summary of(Plan plan) {
        Set<Key> kept = onlyMakes(plan) ? Set.of() : kept(plan);
        long remove = plan.steps().stream()
                .filter(step -> step.action() == Action.REMOVE && !kept.contains(key(step)))
                .count();
        Map<String, Disruption> interrupted = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            if (step.disruption() != Disruption.NONE && kept.contains(key(step))) {
                interrupted.merge(
                        Details.label(step.operation().resource()),
                        step.disruption(),
                        (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
        return new Summary(
                plan.count(Action.ADD), plan.count(Action.UPDATE), plan.count(Action.REPLACE), remove, interrupted);
    }

    /** Nobody is interrupted then, and keys, which take long to make of thousands of rules, tell nothing. */
    private static boolean onlyMakes(Plan plan) {
        return plan.steps().stream()
                .allMatch(step -> step.action() != Action.REMOVE && step.disruption() == Disruption.NONE);
    }

    private static Set<Key> kept(Plan plan) {
        return plan.steps().stream()
                .filter(step -> step.action() != Action.REMOVE)
                .map(Summary::key)
                .collect(Collectors.toSet());
    }

    /** {@code Plan: 5 to add, 1 to change, 0 to remove.} */
    String counts() {
        String replaced = replace == 0 ? "" : replace + " to replace, ";
        return "Plan: " + add + " to add, " + change + " to change, " + replaced + remove + " to remove.";
    }

    /** Whether anybody who uses what is there will notice. */
    String interruptions() {
        if (interrupted.isEmpty()) {
            return remove == 0 ? "Nothing that exists is interrupted." : "Nothing that stays is interrupted.";
        }
        List<String> named = new ArrayList<>();
        interrupted.forEach((label, disruption) -> {
            if (named.size() < NAMED) {
                named.add(label + " (" + disruption + ")");
            }
        });
        int more = interrupted.size() - named.size();
        return "Interrupted: " + String.join(", ", named) + (more == 0 ? "." : " and " + more + " more.");
    }

    private static Key key(Step step) {
        return step.operation().resource().key();
    }
}
