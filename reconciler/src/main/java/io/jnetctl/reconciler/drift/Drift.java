package io.jnetctl.reconciler.drift;

import io.jnetctl.reconciler.drift.Difference.State;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All in which a host differs from its manifests.
 *
 * @param stacks that the manifests name
 * @param differences in the order of the manifests, then what should not be there
 * @param ignored how many more there are that nobody wants to hear of
 */
public record Drift(SortedSet<String> stacks, List<Difference> differences, int ignored) {
    public Drift {
        stacks = Collections.unmodifiableSortedSet(new TreeSet<>(stacks));
        differences = List.copyOf(differences);
    }

    /** Whether there is any to hear of. */
    public boolean isEmpty() {
        return differences.isEmpty();
    }

    public Drift without(Collection<ObjectPattern> patterns) {
        List<Difference> left = differences.stream()
                .filter(difference -> patterns.stream()
                        .noneMatch(pattern -> pattern.matches(difference.resource(), difference.owner())))
                .toList();
        return new Drift(stacks, left, ignored + differences.size() - left.size());
    }

    public long count(State state) {
        return differences.stream()
                .filter(difference -> difference.state() == state)
                .count();
    }

    /** How many are missing only because something else is. */
    public long consequences() {
        return differences.stream()
                .filter(difference -> difference.lostWith() != null)
                .count();
    }
}
