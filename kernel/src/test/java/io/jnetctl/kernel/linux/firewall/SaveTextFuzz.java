package io.jnetctl.kernel.linux.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.survey.SurveyedFirewall;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What iptables-save(8) prints of other programs' rules. It is refused in one way only, no key is there twice, no label fills more than
 * a line, and a rule's words come back from the line that it is written as.
 */
public final class SaveTextFuzz {
    private SaveTextFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        String version = SaveText.version(text);
        RuleSet rules;
        try {
            rules = SaveText.parse(Family.V4, text);
        } catch (KernelException expected) {
            assertThrows(KernelException.class, () -> WholeSaveText.parse(Family.V4, text));
            return;
        }
        FirewallState state = new FirewallState(List.of(rules), version, Set.of(Family.V4), Surroundings.NONE);
        Set<Key> keys = new HashSet<>();
        for (Observed.Entry entry : state.entries()) {
            String label = entry.resource().label();
            assertTrue(keys.add(entry.resource().key()), () -> "there twice: " + label);
            if (entry.resource() instanceof Rule rule) {
                assertTrue(rule.text().chars().noneMatch(Character::isISOControl), () -> "more than a line: " + label);
                if (rule.arguments().stream().allMatch(Rule::isArgument)) {
                    assertEquals(rule.arguments(), Words.of(rule.text()));
                }
            }
        }
        text.lines().filter(line -> line.startsWith("-A ")).forEach(SaveTextFuzz::bothWays);
        SurveyedFirewall whole = WholeSaveText.parse(Family.V4, text);
        whole.tables()
                .forEach((table, chains) -> chains.forEach((name, chain) -> assertEquals(
                        rules.table(table).declare(name).size(), chain.rules().size())));
    }

    private static void bothWays(String line) {
        String specification = line.substring(line.indexOf(' ', 3) + 1);
        SavedRule plain = PlainRule.of(specification);
        if (plain != null) {
            SavedRule whole = SaveText.inWords(specification, "JNET-A");
            assertEquals(whole.owner(), plain.owner());
            assertEquals(whole.text(), plain.text());
            assertEquals(whole.arguments(), plain.arguments());
            assertEquals(whole.target(), plain.target());
        }
    }
}
