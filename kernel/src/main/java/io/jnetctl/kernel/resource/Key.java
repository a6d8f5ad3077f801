package io.jnetctl.kernel.resource;

/**
 * Identity of a resource, the same on both sides of a diff.
 *
 * @param kind the {@link Kind#name()}
 * @param id unique within the kind, made of the identity components
 */
public record Key(String kind, String id) implements Comparable<Key> {
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
