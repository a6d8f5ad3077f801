package io.jnetctl.reconciler.plan;

import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What apply would do, in order.
 *
 * @param stacks the stacks it is for
 * @param steps none when the host is as desired
 */
public record Plan(SortedSet<String> stacks, List<Step> steps) {
    public Plan {
        stacks = Collections.unmodifiableSortedSet(new TreeSet<>(stacks));
        steps = List.copyOf(steps);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The steps that neither concern any of these objects nor need a step that does. */
    public Plan without(Set<Key> objects) {
        Set<Integer> left = new HashSet<>();
        List<Step> rest = new ArrayList<>();
        for (Step step : steps) {
            if (objects.contains(step.operation().resource().key())
                    || step.requires().stream().anyMatch(left::contains)) {
                left.add(step.number());
            } else {
                rest.add(step);
            }
        }
        return new Plan(stacks, rest);
    }

    public List<Operation> operations() {
        return steps.stream().map(Step::operation).toList();
    }

    public long count(Action action) {
        return steps.stream().filter(step -> step.action() == action).count();
    }

    /** The worst that any step does. */
    public Disruption disruption() {
        return steps.stream().map(Step::disruption).max(Disruption::compareTo).orElse(Disruption.NONE);
    }
}
