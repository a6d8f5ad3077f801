package io.jnetctl.reconciler.diff;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Attribute.OnChange;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Requirement;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.reconciler.Desired;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be made anew though nothing of it differs, because what it follows is made anew at another place. */
final class Followers {
    private final Desired desired;
    private final Observed observed;

    Followers(Desired desired, Observed observed) {
        this.desired = desired;
        this.observed = observed;
    }

    /** Adds to the changes; what follows another comes after it in what is desired. */
    void follow(List<Change> changes) {
        Set<Slot> moved = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.Replaced anew) {
                moved.addAll(anew.desired().resource().provides());
            }
        }
        if (moved.isEmpty()) {
            return;
        }
        Map<Key, Change> byKey = new LinkedHashMap<>();
        changes.forEach(change -> byKey.put(change.key(), change));
        desired.entries().forEach((key, entry) -> {
            Resource resource = entry.resource();
            Observed.Entry there = observed.entries().get(key);
            if (there != null && !(byKey.get(key) instanceof Change.Replaced)) {
                for (Requirement requirement : resource.requires()) {
                    if (requirement.whenGone() == WhenGone.FOLLOW && moved.contains(requirement.slot())) {
                        byKey.put(key, anew(entry, there, requirement));
                        moved.addAll(resource.provides());
                    }
                }
            }
        });
        changes.clear();
        changes.addAll(byKey.values());
    }

    private static Change anew(Desired.Entry entry, Observed.Entry there, Requirement requirement) {
        String attribute = String.valueOf(requirement.attribute());
        String leader = requirement.slot().id();
        return new Change.Replaced(
                there,
                entry,
                List.of(new AttributeChange(attribute, leader, leader, OnChange.REPLACE, Disruption.NONE)));
    }
}
