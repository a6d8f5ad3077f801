package io.jnetctl.reconciler.plan;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.reconciler.Desired;
import io.jnetctl.reconciler.diff.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which slots that many may hold get their new holder before the old one leaves, so that nothing that stands on them is lost: a link's second
 * address before its first goes, as long as the two do not need one place.
 */
final class MakeBeforeBreak {
    private final Map<Slot, List<Key>> refills = new HashMap<>();

    MakeBeforeBreak(Desired desired, Observed observed, Map<Key, Change> changes, Map<Key, Resource> removals) {
        if (removals.isEmpty()) {
            return;
        }
        Set<Slot> vacated = new HashSet<>();
        for (Resource removed : removals.values()) {
            removed.provides().stream()
                    .filter(slot -> slot.space().holders() != Slot.Holders.MANY)
                    .forEach(vacated::add);
        }
        for (Change change : changes.values()) {
            if (change instanceof Change.Added added && !observed.entries().containsKey(change.key())) {
                Resource resource = added.desired().resource();
                List<Slot> slots = resource.provides();
                if (slots.stream().noneMatch(vacated::contains)) {
                    slots.stream()
                            .filter(slot -> slot.space().holders() == Slot.Holders.MANY)
                            .forEach(slot -> refills.computeIfAbsent(slot, unused -> new ArrayList<>())
                                    .add(resource.key()));
                }
            }
        }
    }

    boolean refillsFirst(Slot slot) {
        return refills.containsKey(slot);
    }

    /** The new holders that must be there before an old one goes. */
    List<Key> refills(Slot slot) {
        return refills.getOrDefault(slot, List.of());
    }
}
