package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Kind;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import io.jnetctl.schema.yaml.YamlNode.Scalar;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Replaces the variables in the values of a tree; keys stay as they are. */
final class Interpolation {
    private static final long ALL_TEXT = 64L << 20;

    private final Variables variables;
    private final Diagnostics diagnostics;
    private final IdentityHashMap<YamlNode, Optional<YamlNode>> done = new IdentityHashMap<>();
    private final Set<String> unset = new HashSet<>();
    private long characters;

    Interpolation(Variables variables, Diagnostics diagnostics) {
        this.variables = variables;
        this.diagnostics = diagnostics;
    }

    Variables variables() {
        return variables;
    }

    /** The tree without variables; values that cannot be are left out, with a complaint. */
    Optional<YamlNode> of(YamlNode node) {
        Optional<YamlNode> known = done.get(node);
        if (known == null) {
            known = replaced(node);
            done.put(node, known);
        }
        return known;
    }

    private Optional<YamlNode> replaced(YamlNode node) {
        return switch (node) {
            case Mapping mapping ->
                Optional.of(new Mapping(
                        mapping.entries().stream()
                                .flatMap(e ->
                                        of(e.value())
                                                .map(value -> new Entry(e.key(), e.pos(), value, e.tag()))
                                                .stream())
                                .toList(),
                        mapping.pos()));
            case Items list -> {
                List<YamlNode> items =
                        list.items().stream().flatMap(i -> of(i).stream()).toList();
                yield Optional.of(new Items(items, list.pos()));
            }
            case Scalar scalar when scalar.text().indexOf('$') < 0 -> Optional.of(scalar);
            case Scalar scalar -> scalar(scalar);
        };
    }

    private Optional<YamlNode> scalar(Scalar scalar) {
        try {
            String text = Template.expand(scalar.text(), variables, name -> warn(name, scalar.pos()));
            characters += text.length();
            if (characters <= ALL_TEXT) {
                return Optional.of(new Scalar(text, Kind.TEXT, scalar.pos()));
            }
            diagnostics.error(scalar.pos(), "variables make more than " + ALL_TEXT + " characters of this file", null);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            diagnostics.error(scalar.pos(), message, hint(message));
        }
        return Optional.empty();
    }

    private static String hint(String message) {
        return message.contains("is required")
                ? "set it in the environment, or in .env beside the file"
                : "a dollar sign itself is written $$";
    }

    private void warn(String name, SourcePos pos) {
        if (unset.add(name)) {
            diagnostics.warning(
                    pos,
                    "variable " + Quoted.visible(name) + " is not set: it stands for an empty text",
                    "set it in the environment, or in .env beside the file, or write ${" + name + ":-DEFAULT}");
        }
    }
}
