package io.jnetctl.reconciler.drift;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Requirement;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.reconciler.Desired;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.diff.AttributeChange;
import io.jnetctl.reconciler.diff.Change;
import io.jnetctl.reconciler.diff.Conflict;
import io.jnetctl.reconciler.drift.Difference.State;
import io.jnetctl.reconciler.resolve.Scopes;
import io.jnetctl.schema.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells drift from the stages of one pass. What is not jnetctl's never is drift, unless it is in the way.
 *
 * <pre>{@code
 * Proposal proposal = Reconciler.propose(manifest, kernel); // without errors
 * Drift drift = DriftDetector.detect(manifest, proposal, kernel);
 * }</pre>
 */
public final class DriftDetector {
    private final List<Change> changes;
    private final List<Conflict> conflicts;
    private final Map<Slot, Resource> absent = new HashMap<>();
    private final Set<Slot> held = new HashSet<>();

    private DriftDetector(Proposal proposal) {
        this.changes = proposal.changes();
        this.conflicts = proposal.conflicts();
        if (changes.isEmpty()) {
            return;
        }
        proposal.observed()
                .entries()
                .values()
                .forEach(entry -> held.addAll(entry.resource().provides()));
        for (Change change : changes) {
            switch (change) {
                case Change.Added added -> absent(added.desired());
                case Change.Replaced anew -> absent(anew.desired());
                case Change.Updated _, Change.Removed _ -> {}
            }
        }
    }

    private void absent(Desired.Entry entry) {
        for (Slot slot : entry.resource().provides()) {
            if (!held.contains(slot)) {
                absent.put(slot, entry.resource());
            }
        }
    }

    /**
     * Looks once more for what stacks own that the manifest does not name, where there are such stacks.
     *
     * @param proposal for the manifest, without errors; conflicts are drift too
     */
    public static Drift detect(Manifest manifest, Proposal proposal, Kernel kernel) {
        Set<String> strangers = Orphans.among(proposal.observed().facts().stacks(), manifest);
        List<Difference> differences = differences(proposal);
        if (!strangers.isEmpty()) {
            Observed theirs = kernel.observe(new Scope(strangers, Map.of(), Scopes.sharedSysctls()));
            for (Observed.Entry entry : theirs.entries().values()) {
                Owner owner = entry.owner();
                if (owner != null && strangers.contains(owner.stack())) {
                    differences.add(new Difference(
                            State.ORPHANED,
                            entry.resource(),
                            owner,
                            List.of(),
                            "no manifest given names stack " + owner.stack(),
                            null));
                }
            }
        }
        return new Drift(new TreeSet<>(proposal.desired().stacks()), differences, 0);
    }

    /** What differs of the stacks that the manifest of a proposal names, and nothing of others. */
    public static List<Difference> differences(Proposal proposal) {
        return new DriftDetector(proposal).differences();
    }

    private List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        for (Conflict conflict : conflicts) {
            differences.add(new Difference(
                    State.IN_THE_WAY,
                    conflict.observed().resource(),
                    conflict.desired().owner(),
                    List.of(),
                    conflict.message(),
                    null));
        }
        for (Change change : changes) {
            Difference difference = difference(change);
            if (difference.state() != State.CHANGED || !difference.attributes().isEmpty()) {
                differences.add(difference);
            }
        }
        return differences;
    }

    private Difference difference(Change change) {
        return switch (change) {
            case Change.Added(Desired.Entry desired) ->
                new Difference(
                        State.MISSING,
                        desired.resource(),
                        desired.owner(),
                        List.of(),
                        desired.reason(),
                        root(desired.resource()));
            case Change.Updated set ->
                new Difference(
                        State.CHANGED,
                        set.desired().resource(),
                        set.desired().owner(),
                        differing(set.attributes()),
                        set.desired().reason(),
                        null);
            case Change.Replaced anew ->
                new Difference(
                        State.CHANGED,
                        anew.desired().resource(),
                        anew.desired().owner(),
                        differing(anew.attributes()),
                        anew.desired().reason(),
                        null);
            case Change.Removed(Observed.Entry found) ->
                new Difference(
                        State.UNEXPECTED, found.resource(), found.owner(), List.of(), unexpected(found.owner()), null);
        };
    }

    /** Without what is made anew only because something else is: it is as it should be. */
    private static List<AttributeChange> differing(List<AttributeChange> attributes) {
        return attributes.stream()
                .filter(attribute -> !Objects.equals(attribute.before(), attribute.after()))
                .toList();
    }

    private static String unexpected(@Nullable Owner owner) {
        if (Owner.UNEXPECTED.equals(owner)) {
            return "not made by jnetctl, but in its chain";
        }
        return owner != null && owner.stack().equals(Desired.SHARED) ? "no stack needs it" : "not in the manifest";
    }

    /** What must be there before {@code resource} can be, and stands on nothing itself that is not there. */
    private @Nullable Resource root(Resource resource) {
        Resource root = null;
        Set<Resource> seen = new HashSet<>();
        for (Resource next = support(resource); next != null && seen.add(next); next = support(next)) {
            root = next;
        }
        return root;
    }

    private @Nullable Resource support(Resource resource) {
        for (Requirement requirement : resource.requires()) {
            Resource support = cannotBeWithout(requirement.whenGone()) ? absent.get(requirement.slot()) : null;
            if (support != null) {
                return support;
            }
        }
        return null;
    }

    private static boolean cannotBeWithout(WhenGone whenGone) {
        return switch (whenGone) {
            case CASCADE, CASCADE_WITH_LAST, REFUSE -> true;
            case DETACH, FOLLOW, KEEP -> false;
        };
    }
}
