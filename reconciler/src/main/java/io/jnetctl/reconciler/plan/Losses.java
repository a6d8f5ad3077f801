package io.jnetctl.reconciler.plan;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Requirement;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What else goes when the kernel takes some resources away: the CASCADE rows of docs/kernel-rules.md, followed to their end. */
final class Losses {
    private final Map<Slot, List<Resource>> holders = new HashMap<>();
    private final Map<Slot, List<Resource>> dependents = new HashMap<>();
    private final Map<Key, Resource> removed = new LinkedHashMap<>();
    private final Map<Key, Resource> takers = new LinkedHashMap<>();
    private final Predicate<Slot> refilledFirst;

    /**
     * Follows the cascades.
     *
     * @param removals what steps remove
     * @param refilledFirst whether a slot that many may hold gets a new holder before its old ones go
     */
    Losses(Observed observed, Collection<Resource> removals, Predicate<Slot> refilledFirst) {
        this.refilledFirst = refilledFirst;
        if (removals.isEmpty()) {
            return;
        }
        for (Observed.Entry entry : observed.entries().values()) {
            index(entry.resource());
        }
        removals.forEach(resource -> removed.put(resource.key(), resource));
        ArrayDeque<Resource> gone = new ArrayDeque<>(removals);
        while (!gone.isEmpty()) {
            follow(gone.remove(), gone);
        }
    }

    private void index(Resource resource) {
        for (Slot slot : resource.provides()) {
            holders.computeIfAbsent(slot, unused -> new ArrayList<>()).add(resource);
        }
        for (Requirement requirement : resource.requires()) {
            WhenGone whenGone = requirement.whenGone();
            if (whenGone == WhenGone.CASCADE || whenGone == WhenGone.CASCADE_WITH_LAST) {
                dependents
                        .computeIfAbsent(requirement.slot(), unused -> new ArrayList<>())
                        .add(resource);
            }
        }
    }

    private void follow(Resource resource, ArrayDeque<Resource> gone) {
        for (Slot slot : resource.provides()) {
            if (!isLost(slot)) {
                continue;
            }
            for (Resource dependent : dependents.getOrDefault(slot, List.of())) {
                if (takers.putIfAbsent(dependent.key(), resource) == null && !removed.containsKey(dependent.key())) {
                    gone.add(dependent);
                }
            }
        }
    }

    private boolean isLost(Slot slot) {
        for (Resource holder : holders.getOrDefault(slot, List.of())) {
            if (!removed.containsKey(holder.key()) && !takers.containsKey(holder.key())) {
                return false;
            }
        }
        return slot.space().holders() != Slot.Holders.MANY || !refilledFirst.test(slot);
    }

    /** All that goes along with something else. */
    Set<Key> keys() {
        return takers.keySet();
    }

    /** What takes {@code key} along directly, or null when nothing does. */
    @Nullable Resource taker(Key key) {
        return takers.get(key);
    }

    /** The resource whose removal by a step is what removes {@code key}: itself, or the first of those that take it along. */
    Key root(Key key) {
        Key root = key;
        for (Resource taker = takers.get(root); taker != null; taker = takers.get(root)) {
            root = taker.key();
        }
        return root;
    }
}
