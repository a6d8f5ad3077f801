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

    /** A rule that is about to be written; the comment goes first, where no match can take it for its own argument. */
    static SavedRule ours(Owner owner, List<String> arguments, String target) {
        Arguments said = Arguments.of(arguments);
        return new SavedRule(
                "-m comment --comment " + Rule.word(owner.toString()) + " " + said.text(), owner, said, target);
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
