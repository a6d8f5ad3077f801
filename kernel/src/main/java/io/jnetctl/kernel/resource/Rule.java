package io.jnetctl.kernel.resource;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of iptables(8) or ip6tables(8). Its mark is its comment.
 *
 * @param family which of the two
 * @param table its table
 * @param chain the chain it stands in, ours or a built-in one
 * @param arguments matches and target in the form and order in which iptables-save prints them, without our comment
 * @param copy 0, or how many rules that say the same count before it: in the order of the chain, marked ones before others
 * @param first whether it stands before every rule that is not ours in a chain that others use too
 * @param after the label of the marked rule that it stands after, what is not marked and what is only a copy aside; empty where it
 *     is before all others of ours
 */
public record Rule(
        Family family,
        String table,
        String chain,
        List<String> arguments,
        int copy,
        @Nullable Boolean first,
        @Nullable String after)
        implements Resource {
    public static final Kind<Rule> KIND = Kind.of("rule", Rule.class)
            .identity("family", "table", "chain", "arguments", "copy")
            .replace("first", "first", Rule::first)
            .replace("after", "after", Rule::after)
            .marked()
            .build();

    public Rule {
        arguments = Arguments.of(arguments);
    }

    /** The only one that says so, wherever it stands among ours. */
    public Rule(Family family, String table, String chain, List<String> arguments, @Nullable Boolean first) {
        this(family, table, chain, arguments, 0, first, null);
    }

    /** Whether the text can stand in a rule that is written: it has no line break and nothing else that cannot be told in a line. */
    public static boolean isArgument(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c);
    }

    /** Whether iptables-restore takes it for one word without quotes. A loop, since the label of each of thousands of rules is made of words. */
    private static boolean isPlain(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == ' ' || isControl(c) || c == '"' || c == '\'' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** A word as iptables-save writes it, in quotes where it would not be one otherwise; but all in one line. */
    public static String word(String argument) {
        if (!argument.isEmpty() && isPlain(argument)) {
            return argument;
        }
        StringBuilder word = new StringBuilder("\"");
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '"' || c == '\'' || c == '\\') {
                word.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                word.append(String.format("\\u%04x", (int) c));
            } else {
                word.append(c);
            }
        }
        return word.append('"').toString();
    }

    public String text() {
        return Arguments.of(arguments).text();
    }

    /** The chain it stands in, as labels begin. */
    public String place() {
        return Arguments.of(arguments).place(family, table, chain);
    }

    /** The chain or verdict that it ends in, or null. */
    public @Nullable String target() {
        return Arguments.of(arguments).target();
    }

    /** The chain or verdict that rules with these arguments end in, or null. */
    public static @Nullable String target(List<String> arguments) {
        for (int i = arguments.size() - 2; i >= 0; i--) {
            if (arguments.get(i).equals("-j") || arguments.get(i).equals("-g")) {
                return arguments.get(i + 1);
            }
        }
        return null;
    }

    @Override
    public Kind<Rule> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(label());
    }

    @Override
    public String label() {
        return label(copy);
    }

    private String label(int number) {
        String label = Arguments.of(arguments).label(family, table, chain);
        return number == 0 ? label : label + " (copy " + number + ")";
    }

    @Override
    public List<Slot> provides() {
        return List.of(Slot.rule(label()));
    }

    @Override
    public List<Requirement> requires() {
        List<Requirement> required = new ArrayList<>();
        required.add(new Requirement(Slot.chain(family, table, chain), WhenGone.REFUSE));
        String target = target();
        if (target != null && target.startsWith(Chain.PREFIX)) {
            required.add(new Requirement(Slot.chain(family, table, target), WhenGone.REFUSE));
        }
        if (copy > 0) {
            required.add(new Requirement(Slot.rule(label(copy - 1)), WhenGone.REFUSE));
        }
        if (after != null && !after.isEmpty()) {
            required.add(new Requirement(Slot.rule(after), WhenGone.FOLLOW, "after"));
        }
        return required;
    }
}
