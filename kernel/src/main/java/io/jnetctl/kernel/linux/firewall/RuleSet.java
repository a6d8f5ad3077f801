package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
        private final Map<String, String> policies = new LinkedHashMap<>();
        private @Nullable Set<String> administrators;

        Map<String, ChainRules> chains() {
            return chains;
        }

        /** What becomes of packets that no rule decides on, by built-in chain; only of those that were shown. */
        Map<String, String> policies() {
            return policies;
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

        /** Whether whatever stands in the chain is ours, to keep or to remove. */
        boolean isOurs(String chain) {
            return chain.startsWith(Chain.PREFIX) && Chain.isName(chain) && !isAdministrators(chain);
        }

        /** Whether it is JNET-USER, or a chain that is jumped to from there and by no rule of ours. */
        boolean isAdministrators(String chain) {
            if (administrators == null) {
                administrators = reachable();
            }
            return administrators.contains(chain);
        }

        private Set<String> reachable() {
            Set<String> reached = new HashSet<>(Set.of(Chain.USER));
            ChainRules user = chains.get(Chain.USER);
            if (user == null || user.isEmpty()) {
                return reached;
            }
            Set<String> used = new HashSet<>();
            for (ChainRules chain : chains.values()) {
                for (SavedRule rule : chain.rules()) {
                    if (rule.owner() != null) {
                        used.add(rule.target());
                    }
                }
            }
            Deque<ChainRules> left = new ArrayDeque<>(List.of(user));
            while (!left.isEmpty()) {
                for (SavedRule rule : left.remove().rules()) {
                    ChainRules next = chains.get(rule.target());
                    if (next != null && !used.contains(rule.target()) && reached.add(rule.target())) {
                        left.add(next);
                    }
                }
            }
            return reached;
        }

        /** The rules that say the same, in the order in which they are numbered; of others only those that are ours to remove. */
        List<SavedRule> managed(Rule rule) {
            ChainRules chain = chains.get(rule.chain());
            if (chain == null) {
                return List.of();
            }
            String text = rule.text();
            List<SavedRule> marked = chain.marked(text);
            List<SavedRule> unmarked = chain.unmarked(text);
            if (unmarked.isEmpty() || !isOurs(rule.chain())) {
                return List.copyOf(marked);
            }
            List<SavedRule> all = new ArrayList<>(marked);
            all.addAll(unmarked);
            return all;
        }

        void append(ChainRules chain, SavedRule rule) {
            insert(chain, chain.size() + 1, rule);
        }

        void insert(ChainRules chain, int position, SavedRule rule) {
            chain.insert(position, rule);
            jumps.merge(rule.target(), 1, Integer::sum);
        }

        void remove(ChainRules chain, SavedRule rule) {
            chain.remove(rule);
            jumps.computeIfPresent(rule.target(), (target, count) -> count == 1 ? null : count - 1);
        }
    }
}
