package io.jnetctl.reconciler.drift;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Kind;
import io.jnetctl.kernel.resource.Kinds;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.schema.diagnostic.Closest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objects as people name them on the command line: {@code KIND NAME} with the object's key or label for a name, or
 * {@code stack NAME} for all that a stack owns. {@code *} stands for any text, {@code ?} for any character.
 */
public final class ObjectPattern {
    /** Stands for a kind where all of a stack is meant. */
    static final String STACK = "stack";

    private final Pattern pattern;

    private ObjectPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException when it can never match, saying why */
    public static ObjectPattern parse(String text) {
        int blank = text.indexOf(' ');
        String kind = blank < 0 ? text : text.substring(0, blank);
        if (blank <= 0 || text.substring(blank).isBlank()) {
            if (!kind.equals("*")) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not a pattern: it must be KIND NAME, such as \"bridge br-*\"");
            }
        }
        List<String> kinds = kinds();
        Pattern first = glob(kind);
        if (kinds.stream().noneMatch(known -> first.matcher(known).matches())) {
            throw new IllegalArgumentException("\"" + text + "\" is not a pattern: there is no kind \"" + kind + "\" ("
                    + Closest.hint(kind, kinds).orElse("kinds are " + String.join(", ", kinds)) + ")");
        }
        return new ObjectPattern(glob(text));
    }

    private static List<String> kinds() {
        List<String> kinds = new ArrayList<>(Kinds.ALL.stream().map(Kind::name).toList());
        kinds.add(STACK);
        return kinds;
    }

    /** @param owner of the object, or of what should be in its place; null for none */
    public boolean matches(Resource resource, @Nullable Owner owner) {
        String kind = resource.kind().name() + " ";
        String stack = owner == null ? "" : owner.stack();
        return Stream.of(kind + resource.key().id(), kind + resource.label(), STACK + " " + stack)
                .anyMatch(name -> pattern.matcher(name).matches());
    }

    private static Pattern glob(String text) {
        return Pattern.compile(
                text.codePoints()
                        .mapToObj(c -> switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        })
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }
}
