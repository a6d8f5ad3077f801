package io.jnetctl.kernel.resource;

import org.jspecify.annotations.Nullable;

/**
 * Identity of a resource, the same on both sides of a diff.
 *
 * @param kind the {@link Kind#name()}
 * @param id unique within the kind, made of the identity components
 */
public record Key(String kind, String id) implements Comparable<Key> {
    /** Told one by one here and in {@link #hashCode}: what a record does of its own accord a cold start pays for. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key it && kind.equals(it.kind) && id.equals(it.id);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + id.hashCode();
    }

    @Override
    public int compareTo(Key other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }
}
