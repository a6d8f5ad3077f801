package io.jnetctl.kernel.testing;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sorted table of immutable rows that knows how to undo its changes.
 *
 * @param <K> what finds a row
 * @param <V> a row
 */
final class Table<K extends Comparable<? super K>, V> {
    private final TreeMap<K, V> rows = new TreeMap<>();
    private final Undo undo;

    Table(Undo undo) {
        this.undo = undo;
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    boolean has(K key) {
        return rows.containsKey(key);
    }

    void put(K key, V row) {
        V before = rows.put(key, row);
        undo.record(() -> restore(key, before));
    }

    void remove(K key) {
        V before = rows.remove(key);
        undo.record(() -> restore(key, before));
    }

    private void restore(K key, @Nullable V before) {
        if (before == null) {
            rows.remove(key);
        } else {
            rows.put(key, before);
        }
    }

    /** Removes the rows of {@code [from, to)} that {@code doomed} names. */
    void removeIf(K from, K to, Predicate<V> doomed) {
        for (Map.Entry<K, V> row : List.copyOf(rows.subMap(from, to).entrySet())) {
            if (doomed.test(row.getValue())) {
                remove(row.getKey());
            }
        }
    }

    /** The rows of {@code [from, to)}, in order. */
    Collection<V> range(K from, K to) {
        return Collections.unmodifiableCollection(rows.subMap(from, to).values());
    }

    SortedMap<K, V> all() {
        return Collections.unmodifiableSortedMap(rows);
    }
}
