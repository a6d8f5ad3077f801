package io.jnetctl.schema.read;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Kind;
import io.jnetctl.schema.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The readers of single values and of lists that sections are put together from. */
final class Values {
    private static final Set<String> YAML_1_1_FLAGS = Set.of("yes", "no", "on", "off", "y", "n", "true", "false");

    /** Any scalar but null, as written. */
    static final ValueReader<String> TEXT = (node, in) -> {
        if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
            return Optional.of(scalar.text());
        }
        return wrongType(node, "a text", null, in);
    };

    static final ValueReader<Boolean> FLAG = (node, in) -> {
        if (node instanceof Scalar scalar && scalar.kind() == Kind.FLAG) {
            return Optional.of(scalar.text().equalsIgnoreCase("true"));
        }
        boolean nearly = node instanceof Scalar scalar
                && YAML_1_1_FLAGS.contains(scalar.text().toLowerCase(Locale.ROOT));
        return wrongType(node, "true or false", nearly ? "write true or false, without quotes" : null, in);
    };

    static final ValueReader<IpAddress> ADDRESS = parsed(IpAddress::parse);
    static final ValueReader<Cidr> CIDR = parsed(Cidr::parse);
    static final ValueReader<MacAddress> MAC = parsed(MacAddress::parse);

    private Values() {}

    /** A whole number within bounds. */
    static ValueReader<Integer> integer(int min, int max) {
        return (node, in) -> {
            if (!(node instanceof Scalar scalar) || scalar.kind() != Kind.NUMBER) {
                boolean quoted = node instanceof Scalar text && text.text().matches("[0-9]{1,9}");
                return wrongType(node, "a whole number", quoted ? "remove quotes and leading zeros" : null, in);
            }
            try {
                int value = Integer.parseInt(scalar.text());
                if (value >= min && value <= max) {
                    return Optional.of(value);
                }
            } catch (NumberFormatException e) {
                // Falls through to the same complaint: too large, or not whole.
            }
            in.error(node.pos(), scalar.text() + " is not a whole number from " + min + " to " + max, null);
            return Optional.empty();
        };
    }

    /** A text that a parser accepts; its complaint is the diagnostic. */
    static <T> ValueReader<T> parsed(Function<String, T> parser) {
        return parsed((text, pos) -> parser.apply(text));
    }

    /** The same, for values that keep their place. */
    static <T> ValueReader<T> parsed(BiFunction<String, SourcePos, T> parser) {
        return (node, in) -> TEXT.read(node, in).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text, node.pos()));
            } catch (IllegalArgumentException e) {
                in.error(node.pos(), String.valueOf(e.getMessage()), null);
                return Optional.empty();
            }
        });
    }

    static <T> ValueReader<List<T>> listOf(ValueReader<T> item) {
        return (node, in) -> {
            if (!(node instanceof Items list)) {
                return wrongType(
                        node, "a list", node instanceof Scalar ? "write it in brackets, or after a dash" : null, in);
            }
            List<T> values = new ArrayList<>();
            list.items().forEach(element -> item.read(element, in).ifPresent(values::add));
            return Optional.of(values);
        };
    }

    /** A list, or one item in place of a list of one. */
    static <T> ValueReader<List<T>> oneOrListOf(ValueReader<T> item) {
        return (node, in) -> node instanceof Items
                ? listOf(item).read(node, in)
                : item.read(node, in).map(List::of);
    }

    /** Complains that the node is something else. */
    static <T> Optional<T> wrongType(YamlNode node, String expected, @Nullable String hint, Reading in) {
        in.error(node.pos(), "expected " + expected + ", got " + node.describe(), hint);
        return Optional.empty();
    }
}
