package io.jnetctl.reconciler.plan;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Attribute;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Kind;
import io.jnetctl.kernel.resource.Requirement;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.reconciler.Desired;
import io.jnetctl.reconciler.diff.Applied;
import io.jnetctl.reconciler.diff.AttributeChange;
import io.jnetctl.reconciler.diff.Change;
import io.jnetctl.reconciler.diff.Renames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes steps of changes: first what goes along with what, so that nothing is removed twice and what is lost but still desired is made
 * again; then the edges ({@link Edges}); then the order ({@link TopologicalOrder}).
 */
public final class Planner {
    private final Desired desired;
    private final Observed observed;
    private final Map<Key, Integer> desiredPlace = new HashMap<>();
    private final Map<Key, Integer> observedPlace = new HashMap<>();
    private final Map<Key, Change> changes = new LinkedHashMap<>();
    private final Map<Key, Node> makers = new LinkedHashMap<>();
    private final Map<Key, Node> setters = new LinkedHashMap<>();
    private final Map<Key, Node> removers = new LinkedHashMap<>();
    /** The stacks of which something is desired. */
    private final Set<String> staying = new HashSet<>();

    private @Nullable Applied applied;

    private Planner(Desired desired, Observed observed, Collection<Change> changes) {
        this.desired = desired;
        this.observed = Renames.in(changes).appliedTo(observed);
        desired.entries().forEach((key, entry) -> {
            desiredPlace.put(key, desiredPlace.size());
            staying.add(entry.owner().stack());
        });
        this.observed.entries().keySet().forEach(key -> observedPlace.put(key, observedPlace.size()));
        changes.forEach(change -> this.changes.put(change.key(), change));
    }

    /**
     * Plans a diff without conflicts.
     *
     * @throws CyclicPlanException if the steps wait for each other
     */
    public static Plan plan(Desired desired, Observed observed, Collection<Change> changes) {
        if (changes.isEmpty()) {
            return new Plan(new TreeSet<>(desired.stacks()), List.of());
        }
        return new Planner(desired, observed, changes).plan();
    }

    private Plan plan() {
        Map<Key, Resource> removals = new LinkedHashMap<>();
        for (Change change : changes.values()) {
            switch (change) {
                case Change.Removed gone ->
                    removals.put(gone.key(), gone.observed().resource());
                case Change.Replaced anew ->
                    removals.put(anew.key(), anew.observed().resource());
                case Change.Added _, Change.Updated _ -> {}
            }
        }
        MakeBeforeBreak makeBeforeBreak = new MakeBeforeBreak(desired, observed, changes, removals);
        Losses losses = new Losses(observed, removals.values(), makeBeforeBreak::refillsFirst);
        removals.forEach((key, resource) -> {
            if (losses.taker(key) == null) {
                removers.put(key, remover(key, resource));
            }
        });
        changes.forEach((key, change) -> change(key, change, losses));
        losses.keys().forEach(key -> revive(key, losses));
        detached(removals);
        new Edges(desired, observed, losses, makeBeforeBreak, makers, setters, removers).draw();
        return number(TopologicalOrder.of(allNodes()));
    }

    private Node remover(Key key, Resource resource) {
        Change change = changes.get(key);
        String cause = switch (change) {
            case Change.Replaced anew -> "to be made anew: " + causeOf(anew);
            case Change.Removed gone -> causeOf(gone);
            case null, default -> throw new IllegalStateException("no change removes " + key);
        };
        return new Node(
                Action.REMOVE,
                new Operation.Remove(resource),
                List.of(),
                cause,
                resource.kind().onReplace(),
                observedPlace.getOrDefault(key, 0));
    }

    private void change(Key key, Change change, Losses losses) {
        switch (change) {
            case Change.Added added -> make(key, Action.ADD, added.desired(), List.of(), causeOf(added), false);
            case Change.Replaced anew ->
                make(key, Action.REPLACE, anew.desired(), anew.attributes(), causeOf(anew), true);
            case Change.Updated set -> {
                if (losses.taker(key) == null) {
                    set(key, set.observed(), set.desired(), set.attributes(), causeOf(set));
                }
            }
            case Change.Removed _ -> {}
        }
    }

    private void make(
            Key key,
            Action action,
            Desired.Entry entry,
            List<AttributeChange> attributes,
            String cause,
            boolean existed) {
        Resource resource = entry.resource();
        makers.put(
                key,
                new Node(
                        action,
                        new Operation.Add(resource, entry.owner()),
                        attributes,
                        cause,
                        existed ? resource.kind().onReplace() : Disruption.NONE,
                        desiredPlace.getOrDefault(key, 0)));
    }

    private void set(
            Key key, Observed.Entry before, Desired.Entry after, List<AttributeChange> attributes, String cause) {
        setters.put(
                key,
                new Node(
                        Action.UPDATE,
                        new Operation.Update(
                                before.resource(),
                                after.resource(),
                                attributes.stream().map(AttributeChange::name).collect(Collectors.toSet()),
                                after.owner()),
                        attributes,
                        cause,
                        attributes.stream()
                                .map(AttributeChange::disruption)
                                .max(Disruption::compareTo)
                                .orElse(Disruption.NONE),
                        desiredPlace.getOrDefault(key, 0)));
    }

    /** Makes again what goes along with something else and is desired all the same. */
    private void revive(Key key, Losses losses) {
        Resource taker = losses.taker(key);
        if (taker != null && !makers.containsKey(key)) {
            desired.get(key)
                    .ifPresent(entry -> make(
                            key,
                            Action.ADD,
                            entry,
                            List.of(),
                            "lost with " + taker.kind().name() + " " + taker.label(),
                            true));
        }
    }

    /** Ties again what comes loose when its requirement is made anew. */
    private void detached(Map<Key, Resource> removals) {
        Map<Slot, Resource> madeAnew = new HashMap<>();
        for (Resource removed : removals.values()) {
            if (makers.containsKey(removed.key())) {
                removed.provides().forEach(slot -> madeAnew.put(slot, removed));
            }
        }
        if (madeAnew.isEmpty()) {
            return;
        }
        for (Desired.Entry entry : desired.entries().values()) {
            for (Requirement requirement : entry.resource().requires()) {
                String attribute = requirement.attribute();
                Resource removed = madeAnew.get(requirement.slot());
                if (requirement.whenGone() == WhenGone.DETACH && attribute != null && removed != null) {
                    tieAgain(entry, attribute, removed);
                }
            }
        }
    }

    private void tieAgain(Desired.Entry entry, String attribute, Resource removed) {
        Key key = entry.resource().key();
        Observed.Entry there = observed.entries().get(key);
        if (there == null || makers.containsKey(key) || setters.containsKey(key)) {
            return;
        }
        set(
                key,
                there,
                entry,
                List.of(retie(entry.resource().kind(), entry.resource(), attribute)),
                "came loose with " + removed.kind().name() + " " + removed.label());
    }

    private static <R extends Resource> AttributeChange retie(Kind<R> kind, Resource resource, String name) {
        for (Attribute<R> attribute : kind.attributes()) {
            if (attribute.name().equals(name)) {
                @Nullable Object value = attribute.get().apply(kind.type().cast(resource));
                return new AttributeChange(name, null, value, attribute.onChange(), attribute.disruption());
            }
        }
        throw new IllegalStateException(kind.name() + " has no attribute " + name);
    }

    private List<Node> allNodes() {
        List<Node> nodes = new ArrayList<>(makers.values());
        nodes.addAll(setters.values());
        nodes.addAll(removers.values());
        return nodes;
    }

    private Plan number(List<Node> ordered) {
        Map<Node, Integer> numbers = new HashMap<>();
        ordered.forEach(node -> numbers.put(node, numbers.size() + 1));
        List<Step> steps = new ArrayList<>(ordered.size());
        for (Node node : ordered) {
            steps.add(new Step(
                    numbers.getOrDefault(node, 0),
                    node.action,
                    node.operation,
                    node.attributes,
                    node.cause,
                    numbers(node.before, numbers),
                    node.disruption));
        }
        return new Plan(new TreeSet<>(desired.stacks()), steps);
    }

    private static List<Integer> numbers(Set<Node> nodes, Map<Node, Integer> numbers) {
        List<Integer> sorted = new ArrayList<>(nodes.size());
        nodes.forEach(node -> sorted.add(numbers.getOrDefault(node, 0)));
        sorted.sort(null);
        return sorted;
    }

    private String causeOf(Change.Removed gone) {
        Owner owner = gone.observed().owner();
        if (owner == null) {
            return "no longer in the manifest";
        }
        if (owner.equals(Owner.UNEXPECTED)) {
            return "not made by jnetctl, but in its chain";
        }
        if (owner.stack().equals(Desired.SHARED)) {
            return "no stack needs it";
        }
        return staying.contains(owner.stack())
                ? "no longer in the manifest"
                : "stack " + owner.stack() + " is destroyed";
    }

    private String causeOf(Change.Added added) {
        return applied().had(added.desired().resource())
                ? "missing since outside change"
                : added.desired().reason();
    }

    private String causeOf(Change.Replaced anew) {
        return changed(anew.desired(), anew.attributes());
    }

    /** What is always there differs because of what the manifest asks for; what was nobody's is taken over. */
    private String causeOf(Change.Updated set) {
        Desired.Entry desired = set.desired();
        if (set.observed().owner() == null && desired.resource().kind().marked()) {
            return "adopted: " + desired.reason();
        }
        boolean innate = desired.resource().kind().innate();
        return innate && !applied().hadAsIs(desired.resource()) ? desired.reason() : changed(desired, set.attributes());
    }

    private String changed(Desired.Entry desired, List<AttributeChange> attributes) {
        return words(attributes) + (applied().hadAsIs(desired.resource()) ? " outside" : "");
    }

    /** Read when something differs, which is rare. */
    private Applied applied() {
        Applied known = applied;
        if (known == null) {
            known = Applied.read(observed.facts().applied().values());
            applied = known;
        }
        return known;
    }

    private static String words(List<AttributeChange> attributes) {
        return attributes.stream().map(AttributeChange::name).collect(Collectors.joining(", ")) + " changed";
    }
}
