package io.jnetctl.reconciler.plan;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Requirement;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Slot;
import io.jnetctl.reconciler.Desired;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws the edges between nodes. Each method is one rule:
 *
 * <ol>
 *   <li>made or set after what it requires is made or set: no link of less than 1280 bytes takes anything of IPv6;
 *   <li>made anew after its removal, or after the removal that took it along;
 *   <li>removed before what it holds up, where the kernel refuses otherwise or would cut it loose;
 *   <li>one holder a slot: the old one leaves before the new one comes; so too where many may hold it, as long as the next rule does not say
 *       otherwise, because what stands on it was counted as lost;
 *   <li>a new holder of a shared slot comes before the old one leaves, where that saves what stands on it;
 *   <li>a link that is renamed holds its old name until then, and what is removed from it is removed by its new one.
 * </ol>
 */
final class Edges {
    private final Desired desired;
    private final Observed observed;
    private final Losses losses;
    private final MakeBeforeBreak makeBeforeBreak;
    private final Map<Key, Node> makers;
    private final Map<Key, Node> setters;
    private final Map<Key, Node> removers;
    /** What makes the holders of a slot, or sets them. */
    private final Map<Slot, List<Node>> coming = new HashMap<>();
    /** What removes the holders of a slot, or takes them along. */
    private final Map<Slot, List<Node>> leaving = new HashMap<>();
    /** What gives a link the name that the slot is. */
    private final Map<Slot, List<Node>> naming = new HashMap<>();
    /** What takes it from a link. */
    private final Map<Slot, List<Node>> vacating = new HashMap<>();

    Edges(
            Desired desired,
            Observed observed,
            Losses losses,
            MakeBeforeBreak makeBeforeBreak,
            Map<Key, Node> makers,
            Map<Key, Node> setters,
            Map<Key, Node> removers) {
        this.desired = desired;
        this.observed = observed;
        this.losses = losses;
        this.makeBeforeBreak = makeBeforeBreak;
        this.makers = makers;
        this.setters = setters;
        this.removers = removers;
    }

    void draw() {
        makers.values().forEach(maker -> index(maker.resource(), maker, coming));
        setters.values().forEach(setter -> index(setter.resource(), setter, coming));
        makers.values().forEach(this::afterRequirements);
        setters.values().forEach(this::afterRequirements);
        setters.values().forEach(this::indexRenamed);
        if (removers.isEmpty() && naming.isEmpty()) {
            return;
        }
        observed.entries().forEach((key, entry) -> {
            Node remover = remover(key);
            if (remover != null) {
                index(entry.resource(), remover, leaving);
            }
        });
        makers.forEach(this::afterOwnRemoval);
        observed.entries().forEach((key, entry) -> removedBeforeRequirements(key, entry.resource()));
        makers.values().forEach(this::afterOldHolders);
        naming.values().forEach(renaming -> renaming.forEach(this::afterOldHolders));
        removers.values().forEach(this::afterRefills);
    }

    private static void index(Resource holder, Node node, Map<Slot, List<Node>> bySlot) {
        for (Slot slot : holder.provides()) {
            bySlot.computeIfAbsent(slot, unused -> new ArrayList<>(1)).add(node);
        }
    }

    private void indexRenamed(Node setter) {
        if (setter.operation instanceof Operation.Update(Resource before, Resource after, var _, var _)
                && !before.provides().equals(after.provides())) {
            index(before, after, setter, vacating);
            index(after, before, setter, naming);
        }
    }

    /** What one of them holds, and the other does not. */
    private static void index(Resource holder, Resource other, Node node, Map<Slot, List<Node>> bySlot) {
        for (Slot slot : holder.provides()) {
            if (!other.provides().contains(slot)) {
                bySlot.computeIfAbsent(slot, unused -> new ArrayList<>(1)).add(node);
            }
        }
    }

    /** The step that removes it, or takes it along; null where it stays. */
    private @Nullable Node remover(Key key) {
        return removers.get(losses.root(key));
    }

    private void afterRequirements(Node node) {
        for (Requirement requirement : node.resource().requires()) {
            coming.getOrDefault(requirement.slot(), List.of()).forEach(node::after);
        }
    }

    private void afterOwnRemoval(Key key, Node maker) {
        Node remover = remover(key);
        if (remover != null && observed.entries().containsKey(key)) {
            maker.after(remover);
        }
    }

    private void removedBeforeRequirements(Key key, Resource dependent) {
        Node remover = remover(key);
        Node setter = setters.get(key);
        if (remover == null && setter == null) {
            return;
        }
        for (Requirement requirement : dependent.requires()) {
            if (remover != null) {
                naming.getOrDefault(requirement.slot(), List.of()).forEach(remover::after);
            }
            if (requirement.whenGone() != WhenGone.REFUSE && requirement.whenGone() != WhenGone.DETACH) {
                continue;
            }
            for (Node holderLeaving : leaving.getOrDefault(requirement.slot(), List.of())) {
                if (remover != null) {
                    holderLeaving.after(remover);
                } else if (setter != null && !stillRequires(key, requirement.slot())) {
                    holderLeaving.after(setter);
                }
            }
        }
    }

    private boolean stillRequires(Key key, Slot slot) {
        Desired.@Nullable Entry entry = desired.entries().get(key);
        return entry != null
                && entry.resource().requires().stream()
                        .anyMatch(requirement -> requirement.slot().equals(slot));
    }

    private void afterOldHolders(Node maker) {
        for (Slot slot : maker.resource().provides()) {
            if (!makeBeforeBreak.refillsFirst(slot)) {
                leaving.getOrDefault(slot, List.of()).forEach(maker::after);
                vacating.getOrDefault(slot, List.of()).forEach(maker::after);
            }
        }
    }

    private void afterRefills(Node remover) {
        for (Slot slot : remover.resource().provides()) {
            for (Key refill : makeBeforeBreak.refills(slot)) {
                Node maker = makers.get(refill);
                if (maker != null) {
                    remover.after(maker);
                }
            }
        }
    }
}
