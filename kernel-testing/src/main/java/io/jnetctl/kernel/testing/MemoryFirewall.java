package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts;
import io.jnetctl.kernel.FirewallFacts.BaseChain;
import io.jnetctl.kernel.FirewallFacts.BuiltInChain;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The host's iptables(8) and ip6tables(8): chains of rules, in order. */
final class MemoryFirewall {
    /** iptables(8), TABLES. */
    private static final Map<String, List<String>> BUILT_IN = Map.of(
            "filter", List.of("INPUT", "FORWARD", "OUTPUT"),
            "nat", List.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
            "mangle", List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
            "raw", List.of("PREROUTING", "OUTPUT"));

    private final MemoryHost host;
    /** Chains that somebody made, and built-in ones that have had a rule. */
    private final Table<ChainName, HeldChain> chains;

    private FirewallFacts facts = FirewallFacts.of("iptables v1.8.10 (nf_tables)");

    MemoryFirewall(MemoryHost host) {
        this.host = host;
        chains = new Table<>(host.undo);
    }

    /** Finds a chain. */
    record ChainName(Family family, String table, String name) implements Comparable<ChainName> {
        @Override
        public int compareTo(ChainName other) {
            int byFamily = family.compareTo(other.family);
            if (byFamily != 0) {
                return byFamily;
            }
            int byTable = table.compareTo(other.table);
            return byTable != 0 ? byTable : name.compareTo(other.name);
        }

        boolean isBuiltIn() {
            return BUILT_IN.getOrDefault(table, List.of()).contains(name);
        }

        boolean isOurs() {
            return name.startsWith(Chain.PREFIX);
        }

        private boolean isBeside(ChainName other) {
            return family == other.family && table.equals(other.table);
        }

        private ChainName named(String other) {
            return new ChainName(family, table, other);
        }
    }

    /** A chain with its rules in order. */
    record HeldChain(long id, ChainName at, List<HeldRule> rules) {
        HeldChain {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A rule.
     *
     * @param mark by its comment, null for a foreign one
     */
    record HeldRule(
            long id, List<String> arguments, @Nullable Owner mark) {
        @Nullable String target() {
            return Rule.target(arguments);
        }

        boolean isMarked() {
            return mark != null;
        }

        /** Whether jnetctl looks at it: it is marked, or has to do with its chains. */
        boolean isSeen(ChainName chain) {
            String target = target();
            return isMarked() || chain.isOurs() || (target != null && target.startsWith(Chain.PREFIX));
        }
    }

    private static ChainName name(Chain chain) {
        return new ChainName(chain.family(), chain.table(), chain.name());
    }

    private static ChainName name(Rule rule) {
        return new ChainName(rule.family(), rule.table(), rule.chain());
    }

    void add(Chain chain) {
        make(name(chain), chain.label());
    }

    void make(ChainName at, String what) {
        if (find(at).isPresent()) {
            throw Refusal.of("EEXIST", what);
        }
        chains.put(at, new HeldChain(host.nextIdentity(), at, List.of()));
    }

    void update(Chain chain) {
        require(name(chain), chain.label());
    }

    void remove(Chain chain) {
        ChainName at = name(chain);
        if (!require(at, chain.label()).rules().isEmpty()) {
            throw Refusal.of("EBUSY", chain.label(), "Device or resource busy: it still has rules");
        }
        if (isJumpedTo(at)) {
            throw Refusal.of("EBUSY", chain.label(), "Device or resource busy: a rule still jumps to it");
        }
        chains.remove(at);
    }

    private boolean isJumpedTo(ChainName at) {
        return chains.all().values().stream()
                .filter(chain -> chain.at().isBeside(at))
                .flatMap(chain -> chain.rules().stream())
                .anyMatch(rule -> at.name().equals(rule.target()));
    }

    /** Whether it is JNET-USER, or a chain that is jumped to from there and by no marked rule. */
    boolean isAdministrators(ChainName at) {
        return administrators(at).contains(at.name());
    }

    private Set<String> administrators(ChainName at) {
        Set<String> used = chains.all().values().stream()
                .filter(chain -> chain.at().isBeside(at))
                .flatMap(chain -> chain.rules().stream())
                .filter(HeldRule::isMarked)
                .flatMap(rule -> Stream.ofNullable(rule.target()))
                .collect(Collectors.toSet());
        Set<String> reached = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(List.of(Chain.USER));
        while (!left.isEmpty()) {
            String name = left.remove();
            if (reached.add(name)) {
                chains.get(at.named(name))
                        .ifPresent(chain -> chain.rules().stream()
                                .flatMap(rule -> Stream.ofNullable(rule.target()))
                                .filter(target -> !used.contains(target) && chains.has(at.named(target)))
                                .forEach(left::add));
            }
        }
        return reached;
    }

    void add(Rule rule, Owner owner) {
        HeldChain chain = require(name(rule), rule.label());
        if (!rule.arguments().stream().allMatch(Rule::isArgument)) {
            throw Refusal.of("EINVAL", rule.label());
        }
        int copies = managed(rule).size();
        if (copies > rule.copy()) {
            throw Refusal.of("EEXIST", rule.label());
        } else if (copies < rule.copy()) {
            throw Refusal.of("ENOENT", rule.label(), "there is none that it could be a copy of");
        }
        put(chain.at(), rule.arguments(), owner, place(rule, chain));
    }

    private static int place(Rule rule, HeldChain chain) {
        List<HeldRule> rules = chain.rules();
        boolean first = Boolean.TRUE.equals(rule.first());
        String after = rule.after();
        if (after == null) {
            return first ? 0 : rules.size();
        }
        if (after.isEmpty()) {
            return first ? 0 : firstOf(rules, HeldRule::isMarked);
        }
        for (int i = 0; i < rules.size(); i++) {
            HeldRule held = rules.get(i);
            Rule said = new Rule(rule.family(), rule.table(), rule.chain(), held.arguments(), null);
            if (held.isMarked() && said.label().equals(after)) {
                return first ? Math.min(i + 1, firstOf(rules, other -> !other.isMarked())) : i + 1;
            }
        }
        throw Refusal.of("ENOENT", rule.label(), "there is no rule " + after + " to stand after");
    }

    private static int firstOf(List<HeldRule> rules, Predicate<HeldRule> which) {
        int at = 0;
        while (at < rules.size() && !which.test(rules.get(at))) {
            at++;
        }
        return at;
    }

    /** Puts a rule at the head or the end of its chain. */
    void put(ChainName at, List<String> arguments, @Nullable Owner mark, boolean first) {
        put(at, arguments, mark, first ? 0 : require(at, at.name()).rules().size());
    }

    private void put(ChainName at, List<String> arguments, @Nullable Owner mark, int place) {
        HeldRule made = new HeldRule(host.nextIdentity(), List.copyOf(arguments), mark);
        HeldChain chain = require(at, at.name());
        String target = made.target();
        if (target != null
                && target.startsWith(Chain.PREFIX)
                && find(at.named(target)).isEmpty()) {
            throw Refusal.of("ENOENT", at.name(), "there is no chain " + target + " to jump to");
        }
        List<HeldRule> rules = new ArrayList<>(chain.rules());
        rules.add(place, made);
        chains.put(at, new HeldChain(chain.id(), at, rules));
    }

    void update(Rule rule, Set<String> changed, Owner owner) {
        HeldRule before = managedOne(rule).orElseThrow(() -> Refusal.of("ENOENT", rule.label()));
        if (changed.contains("owner")) {
            HeldChain chain = require(name(rule), rule.label());
            List<HeldRule> rules = new ArrayList<>(chain.rules());
            rules.set(rules.indexOf(before), new HeldRule(before.id(), before.arguments(), owner));
            chains.put(chain.at(), new HeldChain(chain.id(), chain.at(), rules));
        }
    }

    void remove(Rule rule) {
        HeldRule doomed = managedOne(rule).orElseThrow(() -> Refusal.of("ENOENT", rule.label()));
        if (managed(rule).size() > rule.copy() + 1) {
            throw Refusal.of("EBUSY", rule.label(), "Device or resource busy: it has a copy");
        }
        removeIf(name(rule), doomed::equals);
    }

    /** Puts a rule at the head of its chain. */
    void raise(ChainName at, List<String> arguments) {
        HeldChain chain = require(at, at.name());
        List<HeldRule> rules = new ArrayList<>();
        chain.rules().stream()
                .filter(rule -> rule.arguments().equals(arguments))
                .forEach(rules::add);
        chain.rules().stream()
                .filter(rule -> !rule.arguments().equals(arguments))
                .forEach(rules::add);
        chains.put(at, new HeldChain(chain.id(), at, rules));
    }

    void removeIf(ChainName at, Predicate<HeldRule> doomed) {
        HeldChain chain = require(at, at.name());
        chains.put(
                at,
                new HeldChain(
                        chain.id(),
                        at,
                        chain.rules().stream().filter(doomed.negate()).toList()));
    }

    /** The rule that a resource is, where it is jnetctl's to change or to remove. */
    private Optional<HeldRule> managedOne(Rule rule) {
        return managed(rule).stream().skip(rule.copy()).findFirst();
    }

    /** The rule that a resource is, whosever it is. */
    Optional<HeldRule> find(Rule rule) {
        return copies(require(name(rule), rule.label()).rules(), rule.arguments()).stream()
                .skip(rule.copy())
                .findFirst();
    }

    /** The rules that say the same, marked ones first; of others only those that are jnetctl's to remove. */
    private List<HeldRule> managed(Rule rule) {
        ChainName at = name(rule);
        boolean ours = at.isOurs() && !isAdministrators(at);
        return copies(require(at, rule.label()).rules(), rule.arguments()).stream()
                .filter(held -> held.isMarked() || ours)
                .toList();
    }

    /** The rules that say the same, in the order in which they are numbered. */
    static List<HeldRule> copies(List<HeldRule> rules, List<String> arguments) {
        return rules.stream()
                .filter(held -> held.arguments().equals(arguments))
                .sorted(Comparator.comparing(held -> !held.isMarked()))
                .toList();
    }

    private HeldChain require(ChainName at, String what) {
        return find(at).orElseThrow(() -> Refusal.of("ENOENT", what, "there is no chain " + at.name()));
    }

    Optional<HeldChain> find(ChainName at) {
        return chains.get(at)
                .or(() -> at.isBuiltIn() ? Optional.of(new HeldChain(0, at, List.of())) : Optional.empty());
    }

    SortedMap<ChainName, HeldChain> all() {
        return chains.all();
    }

    FirewallFacts facts() {
        return facts;
    }

    /** The tool as it names itself; empty for none. */
    void setVersion(String line) {
        facts = new FirewallFacts(
                line, FirewallFacts.of(line).families(), facts.dropping(), facts.others(), facts.otherMake());
    }

    /** Takes ip6tables away. */
    void removeIpv6Tools() {
        facts = new FirewallFacts(
                facts.version(), Set.of(Family.V4), facts.dropping(), facts.others(), facts.otherMake());
    }

    void setPolicy(BuiltInChain chain, boolean drops) {
        Set<BuiltInChain> dropping = new HashSet<>(facts.dropping());
        if (drops) {
            dropping.add(chain);
        } else {
            dropping.remove(chain);
        }
        facts = new FirewallFacts(facts.version(), facts.families(), dropping, facts.others(), facts.otherMake());
    }

    void addBaseChain(BaseChain chain) {
        List<BaseChain> others = new ArrayList<>(facts.others());
        others.add(chain);
        facts = new FirewallFacts(facts.version(), facts.families(), facts.dropping(), others, facts.otherMake());
    }
}
