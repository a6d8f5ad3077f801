package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Family;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rules of whatever program, a word a line: each is understood as far as it can be, and none stops an answer. */
public final class RuleFuzz {
    private RuleFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        List<String> words = new String(data, StandardCharsets.UTF_8).lines().toList();
        for (Family family : Family.values()) {
            FirewallRule rule = new FirewallRule(family, "filter", "FORWARD", 1, words);
            RuleParser.parse(rule);
            rule.owner();
            if (rule.toString().isEmpty()) {
                throw new AssertionError("a rule that says nothing");
            }
        }
    }
}
