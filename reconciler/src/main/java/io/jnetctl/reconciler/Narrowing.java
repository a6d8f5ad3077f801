package io.jnetctl.reconciler;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Requirement;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.reconciler.diff.Change;
import io.jnetctl.reconciler.diff.Conflict;
import io.jnetctl.reconciler.diff.Diff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves of a diff what some containers need: they themselves, whatever they stand on, and whoever must make way for them. It goes by
 * whole containers and networks, since half of one is of no use to anybody. What serves all stacks is made and set, and not removed.
 */
final class Narrowing {
    private final Desired desired;
    private final Observed observed;
    private final Map<Slot, List<Owner>> providers = new HashMap<>();
    private final Set<Slot> there = new HashSet<>();
    private final Map<Slot, List<Change>> leavers = new HashMap<>();
    private final Map<Owner, List<Resource>> desiredOf = new HashMap<>();
    private final Set<Owner> reached = new HashSet<>();
    private final Deque<Owner> toFollow = new ArrayDeque<>();

    private Narrowing(Desired desired, Observed observed) {
        this.desired = desired;
        this.observed = observed;
        observed.entries()
                .values()
                .forEach(entry -> there.addAll(entry.resource().provides()));
        for (Desired.Entry entry : desired.entries().values()) {
            desiredOf
                    .computeIfAbsent(Extent.whole(entry.owner()), unused -> new ArrayList<>())
                    .add(entry.resource());
            for (Slot slot : entry.resource().provides()) {
                providers.computeIfAbsent(slot, unused -> new ArrayList<>()).add(entry.owner());
            }
        }
    }

    /** What is left, and for whom it is. */
    record Narrowed(Diff diff, Extent extent) {}

    static Narrowed narrow(Desired desired, Observed observed, Diff diff, Set<Owner> targets) {
        return new Narrowing(desired, observed).narrow(diff, targets);
    }

    private Narrowed narrow(Diff diff, Set<Owner> targets) {
        for (Change change : diff.changes()) {
            leaving(change)
                    .ifPresent(resource -> resource.provides()
                            .forEach(slot -> leavers.computeIfAbsent(slot, unused -> new ArrayList<>())
                                    .add(change)));
        }
        targets.forEach(this::reach);
        while (!toFollow.isEmpty()) {
            desiredOf.getOrDefault(toFollow.remove(), List.of()).forEach(this::follow);
        }
        List<Change> changes =
                diff.changes().stream().filter(change -> concerns(change)).toList();
        List<Conflict> conflicts = diff.conflicts().stream()
                .filter(conflict -> concerns(conflict.desired().owner()))
                .toList();
        return new Narrowed(new Diff(changes, conflicts), new Extent(desired.stacks(), Optional.of(reached)));
    }

    private void follow(Resource resource) {
        for (Requirement requirement : resource.requires()) {
            reachAll(providers.getOrDefault(requirement.slot(), List.of()));
        }
        for (Slot slot : resource.provides()) {
            if (slot.space().holders() != Slot.Holders.MANY) {
                leavers.getOrDefault(slot, List.of())
                        .forEach(change -> ownerOf(change).ifPresent(this::reach));
            }
        }
    }

    private void reachAll(Collection<Owner> owners) {
        owners.forEach(this::reach);
    }

    private void reach(Owner owner) {
        Owner whole = Extent.whole(owner);
        if (!whole.stack().equals(Desired.SHARED) && reached.add(whole)) {
            toFollow.add(whole);
        }
    }

    private boolean concerns(Change change) {
        return ownerOf(change)
                .filter(owner -> owner.stack().equals(Desired.SHARED) ? concernsAll(change) : concerns(owner))
                .isPresent();
    }

    /** A setting of a bridge serves all stacks, and yet is nothing without the bridge. */
    private boolean concernsAll(Change change) {
        return desired.get(change.key())
                .filter(entry -> entry.resource().requires().stream().allMatch(this::isMet))
                .isPresent();
    }

    private boolean isMet(Requirement requirement) {
        List<Owner> makers = providers.getOrDefault(requirement.slot(), List.of());
        return makers.isEmpty()
                || there.contains(requirement.slot())
                || makers.stream().anyMatch(this::concerns);
    }

    private boolean concerns(Owner owner) {
        return owner.stack().equals(Desired.SHARED) || reached.contains(Extent.whole(owner));
    }

    private static Optional<Resource> leaving(Change change) {
        return switch (change) {
            case Change.Removed gone -> Optional.of(gone.observed().resource());
            case Change.Replaced anew -> Optional.of(anew.observed().resource());
            case Change.Added _, Change.Updated _ -> Optional.empty();
        };
    }

    private Optional<Owner> ownerOf(Change change) {
        Key key = change.key();
        return desired.get(key)
                .map(Desired.Entry::owner)
                .or(() -> observed.get(key).map(Observed.Entry::owner));
    }
}
