package io.jnetctl.schema.read;

import io.jnetctl.schema.diagnostic.Closest;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A mapping with a fixed set of keys: each with what reads its value and where the value goes. Keys
 * that start with {@code x-} are the user's own, mostly for anchors.
 *
 * @param <D> the draft that is filled
 */
final class Shape<D> {
    private static final String OWN_KEYS = "x-";

    private record Key<D, T>(ValueReader<T> reader, BiConsumer<D, T> set) {
        void read(YamlNode node, D draft, Reading in) {
            reader.read(node, in).ifPresent(value -> set.accept(draft, value));
        }
    }

    private final String what;
    private final Map<String, Key<D, ?>> keys = new LinkedHashMap<>();
    private final Map<String, String> otherWords = new HashMap<>();
    private final List<String> required = new ArrayList<>();
    private final List<List<String>> exclusive = new ArrayList<>();

    Shape(String what) {
        this.what = what;
    }

    <T> Shape<D> key(String name, ValueReader<T> reader, BiConsumer<D, T> set) {
        keys.put(name, new Key<>(reader, set));
        return this;
    }

    <T> Shape<D> required(String name, ValueReader<T> reader, BiConsumer<D, T> set) {
        required.add(name);
        return key(name, reader, set);
    }

    /** The name that other tools have for a key, for the hint. */
    Shape<D> elsewhere(String otherWord, String name) {
        otherWords.put(otherWord, name);
        return this;
    }

    /** At most one of these keys may be there. */
    Shape<D> exclusive(String... names) {
        exclusive.add(List.of(names));
        return this;
    }

    /** Fills the draft; false when the node is no mapping or lacks a required key. */
    boolean read(YamlNode node, D draft, Reading in) {
        if (!(node instanceof Mapping mapping)) {
            Values.wrongType(node, "a mapping with the keys of " + what, null, in);
            return false;
        }
        for (Entry entry : mapping.entries()) {
            Key<D, ?> key = keys.get(entry.key());
            if (key != null) {
                key.read(entry.value(), draft, in);
            } else if (!entry.key().startsWith(OWN_KEYS)) {
                in.error(entry.pos(), "unknown key " + Quoted.of(entry.key()) + " in " + what, hint(entry.key()));
            }
        }
        for (List<String> group : exclusive) {
            List<Entry> there = mapping.entries().stream()
                    .filter(e -> group.contains(e.key()))
                    .toList();
            if (there.size() > 1) {
                in.error(
                        there.get(1).pos(),
                        there.get(0).key() + " and " + there.get(1).key() + " exclude each other",
                        "keep one of them");
            }
        }
        List<String> missing =
                required.stream().filter(name -> mapping.entry(name).isEmpty()).toList();
        missing.forEach(
                name -> in.error(node.pos(), what + " lacks the key " + Quoted.of(name), "add " + name + ": ..."));
        return missing.isEmpty();
    }

    private String hint(String written) {
        String elsewhere = otherWords.get(written);
        return Optional.ofNullable(elsewhere)
                .map(name -> "did you mean \"" + name + "\"?")
                .or(() -> Closest.hint(written, keys.keySet()))
                .orElseGet(() -> "known are " + String.join(", ", keys.keySet()));
    }
}
