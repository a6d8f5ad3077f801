package io.jnetctl.kernel.resource;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule of iptables(8) or ip6tables(8). Its mark is its comment.
 *
 * @param family which of the two
 * @param table its table
 * @param chain the chain it stands in, ours or a built-in one
 * @param arguments matches and target in the form and order in which iptables-save prints them, without the comment
 * @param copy 0, or how many rules that say the same the chain has before it
 * @param first whether it stands before every rule that is not ours in a chain that others use too
 * @param after the label of the rule of ours that it stands after, others' between them aside; empty where it is before all others
 *     of ours
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

    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9!:\\[][A-Za-z0-9_.:,/\\[\\]-]*|--?[a-z0-9-]+|!");

    public Rule {
        arguments = List.copyOf(arguments);
        for (String argument : arguments) {
            if (!isArgument(argument)) {
                throw new IllegalArgumentException("not an argument of a rule: " + argument);
            }
        }
    }

    /** The only one that says so, wherever it stands among ours. */
    public Rule(Family family, String table, String chain, List<String> arguments, @Nullable Boolean first) {
        this(family, table, chain, arguments, 0, first, null);
    }

    /** Whether the text can stand in a rule: a word of addresses, ports and names, an option, or {@code !}. */
    public static boolean isArgument(String text) {
        return ARGUMENT.matcher(text).matches();
    }

    /** The chain or verdict that it ends in, or null. */
    public @Nullable String target() {
        int at = arguments.indexOf("-j");
        return at >= 0 && at + 1 < arguments.size() ? arguments.get(at + 1) : null;
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
        String said = Chain.label(family, table, chain) + " " + String.join(" ", arguments);
        return copy == 0 ? said : said + " (copy " + copy + ")";
    }

    @Override
    public List<Requirement> requires() {
        List<Requirement> required = new ArrayList<>();
        required.add(new Requirement(Slot.chain(family, table, chain), WhenGone.REFUSE));
        String target = target();
        if (target != null && target.startsWith(Chain.PREFIX)) {
            required.add(new Requirement(Slot.chain(family, table, target), WhenGone.REFUSE));
        }
        return required;
    }
}
