package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.resource.Rule;
import java.util.List;
import java.util.Optional;

/** The words of a rule. */
final class RuleArguments {
    private RuleArguments() {}

    /** Words that are parted by one blank each. */
    static List<String> of(String text) {
        return List.of(text.split(" ", -1));
    }

    /** The word after an option. */
    static Optional<String> value(Rule rule, String option) {
        int at = rule.arguments().indexOf(option);
        return at >= 0 && at + 1 < rule.arguments().size()
                ? Optional.of(rule.arguments().get(at + 1))
                : Optional.empty();
    }
}
