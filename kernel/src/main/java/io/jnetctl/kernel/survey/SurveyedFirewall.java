package io.jnetctl.kernel.survey;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one family, with all rules, whosever they are.
 *
 * @param tables chains by name, by the table's name
 */
public record SurveyedFirewall(Map<String, Map<String, Chain>> tables) {
    public static final SurveyedFirewall NONE = new SurveyedFirewall(Map.of());

    public SurveyedFirewall {
        tables = Map.copyOf(tables);
    }

    /**
     * A chain.
     *
     * @param policy of a built-in one; null for one that somebody made
     * @param rules each in the words in which iptables-save prints it, without {@code -A CHAIN}, with its comment
     */
    public record Chain(String name, @Nullable String policy, List<List<String>> rules) {
        public Chain {
            rules = List.copyOf(rules);
        }
    }

    /** Null where there is no such chain: a table that nobody used lets everything pass. */
    public @Nullable Chain chain(String table, String name) {
        Map<String, Chain> chains = tables.get(table);
        return chains == null ? null : chains.get(name);
    }
}
