package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.firewall.RuleSet.ChainRules;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was read of the firewall: our chains, and the rules that are ours, stand in them or jump to them. */
public final class FirewallState {
    /** Stands for a stack in the mark of what all stacks share. */
    private static final String EVERYBODY = "*";

    private final List<RuleSet> ruleSets;
    private final String version;

    FirewallState(List<RuleSet> ruleSets, String version) {
        this.ruleSets = ruleSets;
        this.version = version;
    }

    /** The iptables in use, as it names itself; empty where there is none. */
    public String version() {
        return version;
    }

    /** The stacks that have rules. */
    public Set<String> stacks() {
        Set<String> stacks = new HashSet<>();
        for (RuleSet ruleSet : ruleSets) {
            for (RuleSet.Table table : ruleSet.tables().values()) {
                for (ChainRules chain : table.chains().values()) {
                    for (SavedRule rule : chain.rules()) {
                        Owner owner = rule.owner();
                        if (owner != null && !owner.stack().equals(EVERYBODY)) {
                            stacks.add(owner.stack());
                        }
                    }
                }
            }
        }
        return stacks;
    }

    /** Our chains, and then the rules, each in the tables' own order. */
    public List<Observed.Entry> entries() {
        List<Observed.Entry> entries = new ArrayList<>();
        for (RuleSet ruleSet : ruleSets) {
            ruleSet.tables().forEach((table, content) -> {
                for (String chain : content.chains().keySet()) {
                    if (chain.startsWith(Chain.PREFIX)) {
                        entries.add(new Observed.Entry(
                                new Chain(ruleSet.family(), table, chain), new Owner(EVERYBODY, table)));
                    }
                }
            });
        }
        for (RuleSet ruleSet : ruleSets) {
            ruleSet.tables()
                    .forEach((table, content) -> content.chains()
                            .forEach((chain, rules) -> rules(ruleSet.family(), table, chain, rules, entries)));
        }
        return entries;
    }

    /** One entry for rules that say the same: ours if one is, else the first. */
    private static void rules(
            Family family, String table, String chain, ChainRules rules, List<Observed.Entry> entries) {
        Map<List<String>, Observed.Entry> found = new LinkedHashMap<>();
        boolean first = true;
        for (SavedRule saved : rules.rules()) {
            if (saved.arguments() != null) {
                List<String> arguments = legal(saved.arguments());
                Observed.Entry entry =
                        new Observed.Entry(new Rule(family, table, chain, arguments, first), saved.owner());
                Observed.Entry before = found.putIfAbsent(arguments, entry);
                if (before != null && before.owner() == null && saved.owner() != null) {
                    found.put(arguments, entry);
                }
            }
            first &= saved.owner() != null;
        }
        entries.addAll(found.values());
    }

    /** An administrator's rule in one of our chains may say what none of ours ever does; it is shown, never written. */
    private static List<String> legal(List<String> arguments) {
        List<String> legal = null;
        for (int i = 0; i < arguments.size(); i++) {
            if (!Rule.isArgument(arguments.get(i))) {
                legal = legal == null ? new ArrayList<>(arguments) : legal;
                legal.set(i, "x" + arguments.get(i).replaceAll("[^A-Za-z0-9_.:,/-]", "_"));
            }
        }
        return legal == null ? arguments : legal;
    }
}
