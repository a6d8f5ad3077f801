package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Kind;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import io.jnetctl.schema.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes and takes apart the nodes of a tree. */
final class Nodes {
    private Nodes() {}

    static Scalar text(String text, SourcePos pos) {
        return new Scalar(text, Kind.TEXT, pos);
    }

    static Scalar flag(boolean value, SourcePos pos) {
        return new Scalar(Boolean.toString(value), Kind.FLAG, pos);
    }

    static Scalar nothing(SourcePos pos) {
        return new Scalar("", Kind.NULL, pos);
    }

    /** The text of a scalar that is one. */
    static Optional<String> textOf(YamlNode node) {
        return node instanceof Scalar scalar && scalar.kind() != Kind.NULL
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    static Optional<String> textOf(Mapping mapping, String key) {
        return mapping.entry(key).flatMap(entry -> textOf(entry.value()));
    }

    /** Whether the value is left out, or empty as that of an unset variable. */
    static boolean isNothing(YamlNode node) {
        return node instanceof Scalar scalar
                && (scalar.kind() == Kind.NULL || scalar.text().isEmpty());
    }

    /** The elements of a list, or the value itself in place of a list of one. */
    static List<YamlNode> elements(YamlNode node) {
        if (node instanceof Items list) {
            return list.items();
        }
        return isNothing(node) ? List.of() : List.of(node);
    }

    static List<Entry> entries(YamlNode node) {
        return node instanceof Mapping mapping ? mapping.entries() : List.of();
    }

    /** The flag that the value is or spells, as all versions of the format have allowed. */
    static Optional<Boolean> flagOf(YamlNode node) {
        return textOf(node).flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y", "1" -> Optional.of(true);
            case "false", "no", "off", "n", "0" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** A flag where the value spells one; else the value, for the reader to complain about. */
    static YamlNode asFlag(YamlNode node) {
        return flagOf(node).<YamlNode>map(value -> flag(value, node.pos())).orElse(node);
    }

    /** A number where the value spells one; else the value, for the reader to complain about. */
    static YamlNode asNumber(YamlNode node) {
        return textOf(node)
                .filter(text -> text.matches("-?(0|[1-9][0-9]{0,9})"))
                .<YamlNode>map(text -> new Scalar(text, Kind.NUMBER, node.pos()))
                .orElse(node);
    }
}
