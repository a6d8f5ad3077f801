package io.jnetctl.reconciler.plan;

import io.jnetctl.kernel.Observed;
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
 *   <li>made or set after what it requires is made;
 *   <li>made anew after its removal, or after the removal that took it along;
 *   <li>removed before what it holds up, where the kernel refuses otherwise or would cut it loose;
 *   <li>one holder a slot: the old one leaves before the new one comes; so too where many may hold it, as long as the next rule does not say
 *       otherwise, because what stands on it was counted as lost;
 *   <li>a new holder of a shared slot comes before the old one leaves, where that saves what stands on it.
 * </ol>
 */
final class Edges {
    private final Observed observed;
    private final Losses losses;
    private final MakeBeforeBreak makeBeforeBreak;
    private final Map<Key, Node> makers;
    private final Map<Key, Node> setters;
    private final Map<Key, Node> removers;
    private final Map<Slot, List<Key>> desiredHolders = new HashMap<>();
    private final Map<Slot, List<Key>> observedHolders = new HashMap<>();
    private final Map<Key, Resource> stillDesired = new HashMap<>();

    Edges(
            Desired desired,
            Observed observed,
            Losses losses,
            MakeBeforeBreak makeBeforeBreak,
            Map<Key, Node> makers,
            Map<Key, Node> setters,
            Map<Key, Node> removers) {
        this.observed = observed;
        this.losses = losses;
        this.makeBeforeBreak = makeBeforeBreak;
        this.makers = makers;
        this.setters = setters;
        this.removers = removers;
        desired.entries().values().forEach(entry -> {
            stillDesired.put(entry.resource().key(), entry.resource());
            index(entry.resource(), desiredHolders);
        });
        observed.entries().values().forEach(entry -> index(entry.resource(), observedHolders));
    }

    private static void index(Resource resource, Map<Slot, List<Key>> holders) {
        for (Slot slot : resource.provides()) {
            holders.computeIfAbsent(slot, unused -> new ArrayList<>()).add(resource.key());
        }
    }

    void draw() {
        makers.values().forEach(this::afterRequirements);
        setters.values().forEach(this::afterRequirements);
        makers.values().forEach(this::afterOwnRemoval);
        observed.entries().values().forEach(entry -> removedBeforeRequirements(entry.resource()));
        makers.values().forEach(this::afterOldHolders);
        removers.values().forEach(this::afterRefills);
    }

    private void afterRequirements(Node node) {
        for (Requirement requirement : node.resource().requires()) {
            for (Key holder : desiredHolders.getOrDefault(requirement.slot(), List.of())) {
                Node maker = makers.get(holder);
                if (maker != null) {
                    node.after(maker);
                }
            }
        }
    }

    private void afterOwnRemoval(Node maker) {
        Key key = maker.resource().key();
        Node remover = removers.get(losses.root(key));
        if (remover != null && observed.entries().containsKey(key)) {
            maker.after(remover);
        }
    }

    private void removedBeforeRequirements(Resource dependent) {
        Key key = dependent.key();
        Node leaving = removers.get(losses.root(key));
        Node setter = setters.get(key);
        for (Requirement requirement : dependent.requires()) {
            if (requirement.whenGone() != WhenGone.REFUSE && requirement.whenGone() != WhenGone.DETACH) {
                continue;
            }
            for (Key holder : observedHolders.getOrDefault(requirement.slot(), List.of())) {
                Node holderLeaving = removers.get(losses.root(holder));
                if (holderLeaving == null) {
                    continue;
                }
                if (leaving != null) {
                    holderLeaving.after(leaving);
                } else if (setter != null && !stillRequires(key, requirement.slot())) {
                    holderLeaving.after(setter);
                }
            }
        }
    }

    private boolean stillRequires(Key key, Slot slot) {
        @Nullable Resource resource = stillDesired.get(key);
        return resource != null
                && resource.requires().stream()
                        .anyMatch(requirement -> requirement.slot().equals(slot));
    }

    private void afterOldHolders(Node maker) {
        for (Slot slot : maker.resource().provides()) {
            if (makeBeforeBreak.refillsFirst(slot)) {
                continue;
            }
            for (Key holder : observedHolders.getOrDefault(slot, List.of())) {
                Node leaving = removers.get(losses.root(holder));
                if (leaving != null) {
                    maker.after(leaving);
                }
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
