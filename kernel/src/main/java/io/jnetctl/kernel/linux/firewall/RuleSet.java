package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of one family: what was saved, and then what became of it by the operations planned since. */
final class RuleSet {
    /** The chains that a table has before anybody makes one; see iptables(8), TABLES. */
    private static final Map<String, Set<String>> BUILT_IN = Map.of(
            "filter", Set.of("INPUT", "FORWARD", "OUTPUT"),
            "nat", Set.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
            "mangle", Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
            "raw", Set.of("PREROUTING", "OUTPUT"),
            "security", Set.of("INPUT", "FORWARD", "OUTPUT"));

    private final Family family;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    RuleSet(Family family) {
        this.family = family;
    }

    /** The chains that a table of that name begins with; none for a name that iptables does not know. */
    static Set<String> baseChains(String table) {
        return BUILT_IN.getOrDefault(table, Set.of());
    }

    Family family() {
        return family;
    }

    Map<String, Table> tables() {
        return tables;
    }

    /** The table, with its built-in chains even where nobody has used it yet. */
    Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            table = new Table();
            for (String chain : baseChains(name)) {
                table.declare(chain);
            }
            tables.put(name, table);
        }
        return table;
    }

    /** Chains by name, and how many rules jump to each. */
    static final class Table {
        private final Map<String, ChainRules> chains = new LinkedHashMap<>();
        private final Map<String, Integer> jumps = new HashMap<>();

        Map<String, ChainRules> chains() {
            return chains;
        }

        @Nullable ChainRules chain(String name) {
            return chains.get(name);
        }

        ChainRules declare(String name) {
            return chains.computeIfAbsent(name, absent -> new ChainRules());
        }

        void drop(String name) {
            chains.remove(name);
        }

        boolean isJumpedTo(String chain) {
            return jumps.containsKey(chain);
        }

        void add(ChainRules chain, SavedRule rule, boolean first) {
            chain.put(rule, first);
            jumps.merge(rule.target(), 1, Integer::sum);
        }

        /** Puts a rule where another was, with the same target. */
        void replace(ChainRules chain, SavedRule before, SavedRule after) {
            chain.swap(before, after);
        }

        void remove(ChainRules chain, SavedRule rule) {
            chain.drop(rule);
            jumps.computeIfPresent(rule.target(), (target, count) -> count == 1 ? null : count - 1);
        }
    }

    /** The rules of a chain in order, found by their arguments. */
    static final class ChainRules {
        private final LinkedHashSet<SavedRule> rules = new LinkedHashSet<>();
        private final Map<List<String>, SavedRule> byArguments = new HashMap<>();

        Iterable<SavedRule> rules() {
            return rules;
        }

        boolean isEmpty() {
            return rules.isEmpty();
        }

        /** The first rule with these arguments, of ours if one is. */
        @Nullable SavedRule find(List<String> arguments) {
            return byArguments.get(arguments);
        }

        /** Its place as {@code -I} counts, from 1. */
        int position(SavedRule rule) {
            int position = 1;
            for (SavedRule other : rules) {
                if (other == rule) {
                    return position;
                }
                position++;
            }
            throw new IllegalStateException("not in the chain: " + rule.specification());
        }

        private void put(SavedRule rule, boolean first) {
            if (first) {
                rules.addFirst(rule);
            } else {
                rules.add(rule);
            }
            List<String> arguments = rule.arguments();
            if (arguments != null) {
                SavedRule known = byArguments.get(arguments);
                if (known == null || (known.owner() == null && rule.owner() != null)) {
                    byArguments.put(arguments, rule);
                }
            }
        }

        private void swap(SavedRule before, SavedRule after) {
            List<SavedRule> all = new ArrayList<>(rules);
            all.set(all.indexOf(before), after);
            drop(before);
            rules.clear();
            for (SavedRule rule : all) {
                put(rule, false);
            }
        }

        private void drop(SavedRule rule) {
            rules.remove(rule);
            List<String> arguments = rule.arguments();
            if (arguments != null && byArguments.get(arguments) == rule) {
                byArguments.remove(arguments);
            }
        }
    }
}
