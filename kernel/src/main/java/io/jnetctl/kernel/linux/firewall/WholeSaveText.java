package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.kernel.survey.SurveyedFirewall;
import io.jnetctl.kernel.survey.SurveyedFirewall.Chain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads all that iptables-save(8) prints, policies too. {@link SaveText} reads what is ours, and faster. */
final class WholeSaveText {
    /** Stands for the policy of a chain that somebody made. */
    private static final String NO_POLICY = "-";

    private static final String APPEND = "-A ";

    private WholeSaveText() {}

    static SurveyedFirewall parse(String text) {
        Map<String, Map<String, Chain>> tables = new LinkedHashMap<>();
        Map<String, String> policies = new LinkedHashMap<>();
        Map<String, List<List<String>>> rules = new LinkedHashMap<>();
        String table = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("*")) {
                table = line.substring(1);
                policies.clear();
                rules.clear();
            } else if (line.startsWith(":")) {
                String[] words = line.substring(1).split(" ", 3);
                policies.put(words[0], words[1]);
            } else if (line.startsWith(APPEND)) {
                List<String> words = Words.of(line);
                rules.computeIfAbsent(words.get(1), absent -> new ArrayList<>())
                        .add(List.copyOf(words.subList(2, words.size())));
            } else if (line.equals("COMMIT")) {
                Map<String, Chain> chains = new LinkedHashMap<>();
                policies.forEach((chain, policy) -> chains.put(
                        chain,
                        new Chain(
                                chain,
                                policy.equals(NO_POLICY) ? null : policy,
                                rules.getOrDefault(chain, List.of()))));
                tables.put(table, chains);
            }
        }
        return new SurveyedFirewall(tables);
    }
}
