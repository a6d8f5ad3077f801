package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts;
import io.jnetctl.kernel.FirewallFacts.BuiltInChain;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was read of the firewall: our chains, and the rules that are ours, stand in them or jump to them. */
public final class FirewallState {
    /** Stands for a stack in the mark of what all stacks share. */
    private static final String EVERYBODY = "*";

    private static final String DROP = "DROP";

    private final List<RuleSet> ruleSets;
    private final List<Observed.Entry> entries;
    private final String version;
    private final Set<Family> families;
    private final Surroundings surroundings;

    /** @param families those that there are tools for */
    FirewallState(List<RuleSet> ruleSets, String version, Set<Family> families, Surroundings surroundings) {
        this.ruleSets = ruleSets;
        this.entries = entries(ruleSets);
        this.version = version;
        this.families = families;
        this.surroundings = surroundings;
    }

    /** A family each. */
    List<RuleSet> ruleSets() {
        return ruleSets;
    }

    /** What is nobody's resource but may stand in the way. */
    public FirewallFacts facts() {
        Set<BuiltInChain> dropping = new HashSet<>();
        for (RuleSet ruleSet : ruleSets) {
            ruleSet.tables()
                    .forEach((table, content) -> content.policies().forEach((chain, policy) -> {
                        if (policy.equals(DROP)) {
                            dropping.add(new BuiltInChain(ruleSet.family(), table, chain));
                        }
                    }));
        }
        return new FirewallFacts(version, families, dropping, surroundings.others(), surroundings.otherMake());
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
        return entries;
    }

    private static List<Observed.Entry> entries(List<RuleSet> ruleSets) {
        List<Observed.Entry> entries = new ArrayList<>();
        for (RuleSet ruleSet : ruleSets) {
            ruleSet.tables().forEach((table, content) -> {
                for (String chain : content.chains().keySet()) {
                    if (chain.startsWith(Chain.PREFIX) && Chain.isName(chain)) {
                        boolean ours = content.isOurs(chain) || chain.equals(Chain.USER);
                        entries.add(new Observed.Entry(
                                new Chain(ruleSet.family(), table, chain), ours ? new Owner(EVERYBODY, table) : null));
                    }
                }
            });
        }
        for (RuleSet ruleSet : ruleSets) {
            ruleSet.tables()
                    .forEach((table, content) -> content.chains()
                            .forEach((chain, rules) ->
                                    rules(ruleSet.family(), table, chain, rules, content.isOurs(chain), entries)));
        }
        return List.copyOf(entries);
    }

    private static void rules(
            Family family, String table, String chain, ChainRules rules, boolean ours, List<Observed.Entry> entries) {
        boolean first = true;
        String after = "";
        for (SavedRule saved : rules.rules()) {
            List<String> arguments = saved.arguments();
            Owner owner = saved.owner();
            if (arguments != null) {
                int copy = rules.copy(saved);
                Rule rule = new Rule(family, table, chain, arguments, copy, first, after);
                entries.add(new Observed.Entry(rule, owner == null && ours ? Owner.UNEXPECTED : owner));
                after = owner != null && copy == 0 ? rule.label() : after;
            }
            first &= owner != null;
        }
    }
}
