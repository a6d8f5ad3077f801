package io.jnetctl.schema.read;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** {@code environment:} and {@code sysctls:}: a mapping, or a list of {@code NAME=VALUE}. */
final class PairsReader implements ValueReader<SortedMap<String, String>> {
    private final UnaryOperator<String> checkedName;

    PairsReader(UnaryOperator<String> checkedName) {
        this.checkedName = checkedName;
    }

    @Override
    public Optional<SortedMap<String, String>> read(YamlNode node, Reading in) {
        SortedMap<String, String> pairs = new TreeMap<>();
        switch (node) {
            case Mapping mapping -> mapping.entries().forEach(entry -> entry(entry, pairs, in));
            case Items list -> list.items().forEach(item -> item(item, pairs, in));
            case YamlNode.Scalar scalar -> {
                return Values.wrongType(scalar, "a mapping, or a list of NAME=VALUE", null, in);
            }
        }
        return Optional.of(pairs);
    }

    private void entry(Entry entry, SortedMap<String, String> pairs, Reading in) {
        if (NamedEntries.isNothing(entry.value())) {
            in.error(entry.pos(), Quoted.of(entry.key()) + " has no value", "an empty value is written \"\"");
            return;
        }
        Values.TEXT.read(entry.value(), in).ifPresent(value -> put(entry.key(), value, entry.pos(), pairs, in));
    }

    private void item(YamlNode item, SortedMap<String, String> pairs, Reading in) {
        Values.TEXT.read(item, in).ifPresent(text -> {
            int equals = text.indexOf('=');
            if (equals < 0) {
                in.error(item.pos(), Quoted.of(text) + " has no value", "write NAME=VALUE");
                return;
            }
            String name = text.substring(0, equals);
            if (pairs.containsKey(name)) {
                in.error(item.pos(), Quoted.of(name) + " is set twice", "remove one of them");
                return;
            }
            put(name, text.substring(equals + 1), item.pos(), pairs, in);
        });
    }

    private void put(String name, String value, SourcePos pos, SortedMap<String, String> pairs, Reading in) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            in.error(
                    pos,
                    "the value of " + Quoted.of(name) + " has more than one line",
                    "values go into files with one variable a line");
            return;
        }
        try {
            pairs.put(checkedName.apply(name), value);
        } catch (IllegalArgumentException e) {
            in.error(pos, String.valueOf(e.getMessage()), null);
        }
    }
}
