package io.jnetctl.kernel.linux.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreScriptTest {
    private static final Owner OWNER = new Owner("shop", "web");
    private static final Chain CHAIN = new Chain(Family.V4, "filter", "JNET-A");

    private static Rule rule(int number, String after) {
        List<String> arguments = List.of("-s", "10.0." + number / 256 + "." + number % 256 + "/32", "-j", "ACCEPT");
        return new Rule(Family.V4, "filter", "JNET-A", arguments, 0, null, after);
    }

    @Test
    void manyRulesAreNumberedAsTheChainIsByThen() {
        RuleSet rules = new RuleSet(Family.V4);
        RestoreScript script = new RestoreScript(rules);
        script.apply(new Operation.Add(CHAIN, OWNER));
        int count = 6000;
        for (int i = 0; i < count; i += 2) {
            script.apply(new Operation.Add(rule(i, i == 0 ? "" : rule(i - 2, "").label()), OWNER));
        }
        for (int i = 1; i < count; i += 2) {
            script.apply(new Operation.Add(rule(i, rule(i - 1, "").label()), OWNER));
        }
        for (int i = 0; i < count; i += 3) {
            script.apply(new Operation.Remove(rule(i, "")));
        }
        List<String> lines = script.text().lines().toList();
        assertEquals(2 + count + count / 3 + 1, lines.size());
        assertEquals(
                "-I JNET-A 2 -s 10.0.0.1/32 -m comment --comment \"jnetctl:shop/web\" -j ACCEPT",
                lines.get(2 + count / 2));
        assertEquals(
                "-I JNET-A 5998 -s 10.0.23.109/32 -m comment --comment \"jnetctl:shop/web\" -j ACCEPT",
                lines.get(count));
        int at = 0;
        for (SavedRule rule : rules.table("filter").declare("JNET-A").rules()) {
            at += at % 3 == 0 ? 1 : 0;
            assertEquals(rule(at, "").text(), rule.text());
            at++;
        }
        assertEquals(count, at);
    }
}
