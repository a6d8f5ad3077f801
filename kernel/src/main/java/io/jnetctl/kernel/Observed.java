package io.jnetctl.kernel;

import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Resource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel had at one moment: resources with their marks, and facts that are nobody's resource.
 *
 * @param entries by key, in a stable order
 */
public record Observed(SequencedMap<Key, Entry> entries, HostFacts facts) {
    public static final Observed EMPTY = of(java.util.List.of(), HostFacts.NONE);

    public Observed {
        entries = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    /** @throws IllegalArgumentException if two entries have one key */
    public static Observed of(Collection<Entry> entries, HostFacts facts) {
        LinkedHashMap<Key, Entry> byKey = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (byKey.putIfAbsent(entry.resource().key(), entry) != null) {
                throw new IllegalArgumentException(
                        "observed twice: " + entry.resource().key());
            }
        }
        return new Observed(byKey, facts);
    }

    public Optional<Entry> get(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The entries of one kind, in order. */
    public <R extends Resource> Map<Key, R> all(Class<R> type) {
        LinkedHashMap<Key, R> found = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            if (type.isInstance(entry.resource())) {
                found.put(key, type.cast(entry.resource()));
            }
        });
        return found;
    }

    /**
     * A resource and whose it is.
     *
     * @param owner null for a foreign one
     */
    public record Entry(Resource resource, @Nullable Owner owner) {
        public boolean isOwnedBy(String stack) {
            return owner != null && owner.stack().equals(stack);
        }
    }
}
