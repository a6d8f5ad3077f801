package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.linux.firewall.RuleSet.Table;
import io.jnetctl.kernel.survey.SurveyedFirewall;
import io.jnetctl.kernel.survey.SurveyedFirewall.Chain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes all apart that iptables-save(8) prints, others' rules too, which {@link SaveText} leaves as the text they are. */
final class WholeSaveText {
    private WholeSaveText() {}

    /** @throws KernelException at text that is not of iptables-save */
    static SurveyedFirewall parse(Family family, String text) {
        Map<String, Map<String, Chain>> tables = new LinkedHashMap<>();
        SaveText.parse(family, text)
                .tables()
                .forEach((name, table) -> tables.put(name, chains(table, RuleSet.baseChains(name))));
        return new SurveyedFirewall(tables);
    }

    private static Map<String, Chain> chains(Table table, Set<String> builtIn) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        table.chains().forEach((name, rules) -> {
            String policy = table.policies().get(name);
            // One that was not shown has no hook: no packet comes to it.
            if (policy != null || !builtIn.contains(name)) {
                List<List<String>> words = new ArrayList<>();
                rules.rules().forEach(rule -> words.add(List.copyOf(Words.of(rule.specification()))));
                chains.put(name, new Chain(name, policy, words));
            }
        });
        return chains;
    }
}
