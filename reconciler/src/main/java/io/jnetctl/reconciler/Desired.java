package io.jnetctl.reconciler;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Resource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What the kernel shall have, in the order in which the manifest speaks of it.
 *
 * @param stacks the stacks that this speaks for: whatever they own beyond it shall go
 * @param entries by key
 */
public record Desired(Set<String> stacks, SequencedMap<Key, Entry> entries) {
    /** Stands for all stacks together where one object, such as a chain, serves them all. */
    public static final String SHARED = "*";

    public Desired {
        stacks = Set.copyOf(stacks);
        entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    /** @throws IllegalArgumentException if two entries have one key: validation should have refused that manifest */
    public static Desired of(Set<String> stacks, Collection<Entry> entries) {
        LinkedHashMap<Key, Entry> byKey = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Entry before = byKey.putIfAbsent(entry.resource().key(), entry);
            if (before != null && !before.resource().equals(entry.resource())) {
                throw new IllegalArgumentException("desired twice: " + before.resource() + " and " + entry.resource());
            }
        }
        return new Desired(stacks, byKey);
    }

    /** Nothing at all of these stacks. */
    public static Desired nothing(Set<String> stacks) {
        return of(stacks, java.util.List.of());
    }

    public Optional<Entry> get(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Whether objects of {@code stack} are this reconciliation's to change. */
    public boolean manages(String stack) {
        return stacks.contains(stack) || stack.equals(SHARED);
    }

    /**
     * A resource, its mark, and why it is there.
     *
     * @param reason in the manifest's terms, such as {@code web joins front}
     */
    public record Entry(Resource resource, Owner owner, String reason) {}
}
