package io.jnetctl.schema.read;

import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Kind;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import io.jnetctl.schema.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A mapping whose keys are names that the user gives; empty when nothing is written. */
final class NamedEntries {
    private NamedEntries() {}

    /** Reads the value that belongs to a name. */
    @FunctionalInterface
    interface EntryReader<T> {
        Optional<T> read(Entry entry, Reading in);
    }

    static <T> ValueReader<List<T>> of(String what, UnaryOperator<String> checkedName, EntryReader<T> reader) {
        return (node, in) -> {
            if (isNothing(node)) {
                return Optional.of(List.of());
            }
            if (!(node instanceof Mapping mapping)) {
                return Values.wrongType(node, "a mapping of " + what, null, in);
            }
            List<T> values = new ArrayList<>();
            for (Entry entry : mapping.entries()) {
                try {
                    String unused = checkedName.apply(entry.key());
                } catch (IllegalArgumentException e) {
                    in.error(entry.pos(), String.valueOf(e.getMessage()), null);
                    continue;
                }
                reader.read(entry, in).ifPresent(values::add);
            }
            return Optional.of(values);
        };
    }

    /** Whether the key stands alone: {@code back:}. */
    static boolean isNothing(YamlNode node) {
        return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }
}
