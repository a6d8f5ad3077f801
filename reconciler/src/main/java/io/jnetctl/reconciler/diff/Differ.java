package io.jnetctl.reconciler.diff;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Attribute;
import io.jnetctl.kernel.resource.Attribute.OnChange;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Kind;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.reconciler.Desired;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Knows no kind: it reads the {@link Kind} tables. */
public final class Differ {
    private final Desired desired;
    private final Observed observed;
    private final Renames renames;
    /** Of the slots that one may hold, those that somebody else does. */
    private final Map<Slot, Observed.Entry> foreignHolders = new HashMap<>();

    private final List<Change> changes = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    private Differ(Desired desired, Observed observed) {
        this.desired = desired;
        for (Observed.Entry entry : observed.entries().values()) {
            if (!isManaged(entry)) {
                holds(entry);
            }
        }
        this.renames = Renames.between(desired, observed);
        this.observed = renames.appliedTo(observed);
    }

    public static Diff diff(Desired desired, Observed observed) {
        return new Differ(desired, observed).diff();
    }

    private Diff diff() {
        desired.entries().forEach((key, entry) -> {
            Observed.Entry there = observed.entries().get(key);
            if (there == null) {
                added(entry);
            } else {
                compare(entry, there);
            }
        });
        new Followers(desired, observed).follow(changes);
        observed.entries().forEach((key, entry) -> {
            if (isManaged(entry) && !desired.entries().containsKey(key)) {
                changes.add(new Change.Removed(entry));
            }
        });
        return new Diff(changes, conflicts);
    }

    private void holds(Observed.Entry foreign) {
        for (Slot slot : foreign.resource().provides()) {
            if (slot.space().holders() == Slot.Holders.ONE) {
                foreignHolders.put(slot, foreign);
            }
        }
    }

    private boolean isManaged(Observed.Entry entry) {
        Owner owner = entry.owner();
        return owner != null && desired.manages(owner.stack());
    }

    private void added(Desired.Entry entry) {
        Observed.Entry inTheWay = foreignHolder(entry.resource());
        if (inTheWay != null) {
            conflicts.add(new Conflict(entry, inTheWay, null));
        } else {
            changes.add(new Change.Added(entry));
        }
    }

    private Observed.@Nullable Entry foreignHolder(Resource resource) {
        for (Slot slot : resource.provides()) {
            Observed.Entry holder = foreignHolders.get(slot);
            if (holder != null) {
                return holder;
            }
        }
        return null;
    }

    private void compare(Desired.Entry entry, Observed.Entry there) {
        Observed.Entry misnamed = renames.before(entry.resource().key());
        List<AttributeChange> differing = new ArrayList<>();
        if (misnamed != null) {
            Observed.Entry inTheWay = foreignHolder(entry.resource());
            if (inTheWay != null) {
                conflicts.add(new Conflict(entry, inTheWay, null));
            }
            Rename.between(misnamed.resource(), entry.resource()).forEach(rename -> differing.add(rename.change()));
        }
        differing.addAll(differing(entry.resource(), there.resource()));
        Owner owner = there.owner();
        Kind<?> kind = entry.resource().kind();
        if (owner == null && !kind.innate()) {
            if (kind.marked() || !differing.isEmpty()) {
                conflicts.add(new Conflict(entry, there, adoption(entry, there, differing)));
            }
            return;
        }
        if (owner != null && !desired.manages(owner.stack())) {
            conflicts.add(new Conflict(entry, there, null));
            return;
        }
        if (owner != null && kind.marked() && !owner.equals(entry.owner())) {
            differing.add(mark(owner, entry));
        }
        if (differing.isEmpty()) {
            return;
        }
        if (differing.stream().noneMatch(change -> change.onChange() == OnChange.REPLACE)) {
            changes.add(new Change.Updated(misnamed == null ? there : misnamed, entry, differing));
            return;
        }
        Observed.Entry inTheWay = foreignHolder(entry.resource());
        if (inTheWay != null) {
            conflicts.add(new Conflict(entry, inTheWay, null));
        } else {
            changes.add(new Change.Replaced(there, entry, differing));
        }
    }

    private static Change.@Nullable Updated adoption(
            Desired.Entry entry, Observed.Entry there, List<AttributeChange> differing) {
        boolean inPlace = differing.stream().noneMatch(change -> change.onChange() == OnChange.REPLACE);
        if (!inPlace || !entry.resource().kind().adoptable()) {
            return null;
        }
        List<AttributeChange> changes = new ArrayList<>(List.of(mark(null, entry)));
        changes.addAll(differing);
        return new Change.Updated(there, entry, changes);
    }

    private static AttributeChange mark(@Nullable Owner before, Desired.Entry entry) {
        return new AttributeChange(AttributeChange.OWNER, before, entry.owner(), OnChange.UPDATE, Disruption.NONE);
    }

    static List<AttributeChange> differing(Resource desired, Resource observed) {
        return compare(desired.kind(), desired, observed);
    }

    private static <R extends Resource> List<AttributeChange> compare(
            Kind<R> kind, Resource desired, Resource observed) {
        R asked = kind.type().cast(desired);
        R there = kind.type().cast(observed);
        List<AttributeChange> differing = new ArrayList<>();
        for (Attribute<R> attribute : kind.attributes()) {
            Object after = attribute.get().apply(asked);
            Object before = attribute.get().apply(there);
            if (after != null && !Objects.equals(after, before)) {
                differing.add(new AttributeChange(
                        attribute.name(), before, after, attribute.onChange(), attribute.disruption()));
            }
        }
        return differing;
    }
}
