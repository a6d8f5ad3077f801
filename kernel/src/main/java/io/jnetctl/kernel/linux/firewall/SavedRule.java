package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Arguments;
import io.jnetctl.kernel.resource.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as iptables-save has it. Not a value: two rules may read the same and yet be two.
 */
final class SavedRule {
    private static final List<String> STARTS = List.of(" -m ", " -j ", " -g ");

    private final String specification;
    private final @Nullable Owner owner;
    private final @Nullable Arguments arguments;
    private final String target;

    /**
     * A rule.
     *
     * @param specification all that follows {@code -A CHAIN }, fit to be given to {@code -D} again
     * @param owner by its comment, null for a foreign rule
     * @param arguments without our comment; null for a rule that is none of our business
     * @param target the chain or verdict it ends in, or empty
     */
    SavedRule(String specification, @Nullable Owner owner, @Nullable Arguments arguments, String target) {
        this.specification = specification;
        this.owner = owner;
        this.arguments = arguments;
        this.target = target;
    }

    /**
     * A rule that is about to be written. The comment goes before all other matches, where none can take it for its own argument, and
     * after addresses, links and protocol, where iptables-save prints it: what it will print is what is written, as a rule.
     */
    static SavedRule ours(Owner owner, List<String> arguments, String target) {
        Arguments said = Arguments.of(arguments);
        String mark = Rule.word(owner.toString());
        String comment = "-m comment --comment " + (mark.startsWith("\"") ? mark : "\"" + mark + "\"");
        String text = said.text();
        int at = firstMatch(" ".concat(text));
        String specification =
                at < 0 ? text + " " + comment : text.substring(0, at) + comment + " " + text.substring(at);
        return new SavedRule(specification, owner, said, target);
    }

    /**
     * Where the first match begins, or the target where there is none, or -1.
     *
     * @param padded the text after a blank
     */
    private static int firstMatch(String padded) {
        int first = -1;
        int end = padded.length();
        for (String option : STARTS) {
            int at = padded.indexOf(option, 0, end);
            if (at >= 0) {
                first = at;
                end = Math.min(end, at + option.length() - 1);
            }
        }
        return first;
    }

    /** Another one that reads the same. */
    SavedRule again() {
        return new SavedRule(specification, owner, arguments, target);
    }

    String specification() {
        return specification;
    }

    @Nullable Owner owner() {
        return owner;
    }

    @Nullable Arguments arguments() {
        return arguments;
    }

    /** What it says, our comment aside; null for a rule that is none of our business. */
    @Nullable String text() {
        return arguments == null ? null : arguments.text();
    }

    String target() {
        return target;
    }
}
