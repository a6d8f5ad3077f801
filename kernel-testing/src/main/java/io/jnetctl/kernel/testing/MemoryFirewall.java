package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
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

    private String version = "iptables v1.8.10 (nf_tables)";

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
            int at = arguments.indexOf("-j");
            return at >= 0 && at + 1 < arguments.size() ? arguments.get(at + 1) : null;
        }

        /** Whether jnetctl looks at it: it is marked, or has to do with its chains. */
        boolean isSeen(ChainName chain) {
            String target = target();
            return mark != null || chain.isOurs() || (target != null && target.startsWith(Chain.PREFIX));
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
                .filter(chain ->
                        chain.at().family() == at.family() && chain.at().table().equals(at.table()))
                .flatMap(chain -> chain.rules().stream())
                .anyMatch(rule -> at.name().equals(rule.target()));
    }

    void add(Rule rule, Owner owner) {
        if (seen(rule).isPresent()) {
            throw Refusal.of("EEXIST", rule.label());
        }
        put(name(rule), rule.arguments(), owner, Boolean.TRUE.equals(rule.first()));
    }

    /** Puts a rule at the head or the end of its chain. */
    void put(ChainName at, List<String> arguments, @Nullable Owner mark, boolean first) {
        HeldRule made = new HeldRule(host.nextIdentity(), List.copyOf(arguments), mark);
        HeldChain chain = require(at, at.name());
        String target = made.target();
        if (target != null
                && target.startsWith(Chain.PREFIX)
                && find(new ChainName(at.family(), at.table(), target)).isEmpty()) {
            throw Refusal.of("ENOENT", at.name(), "there is no chain " + target + " to jump to");
        }
        List<HeldRule> rules = new ArrayList<>(chain.rules());
        rules.add(first ? 0 : rules.size(), made);
        chains.put(at, new HeldChain(chain.id(), at, rules));
    }

    void update(Rule rule, Set<String> changed, Owner owner) {
        HeldRule before = seen(rule).orElseThrow(() -> Refusal.of("ENOENT", rule.label()));
        if (changed.contains("owner")) {
            HeldChain chain = require(name(rule), rule.label());
            List<HeldRule> rules = new ArrayList<>(chain.rules());
            rules.set(rules.indexOf(before), new HeldRule(before.id(), before.arguments(), owner));
            chains.put(chain.at(), new HeldChain(chain.id(), chain.at(), rules));
        }
    }

    void remove(Rule rule) {
        HeldRule doomed = seen(rule).orElseThrow(() -> Refusal.of("ENOENT", rule.label()));
        removeIf(name(rule), doomed::equals);
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

    /** The rule that jnetctl takes for this one: its own if there is one, else a foreign one that has to do with its chains. */
    Optional<HeldRule> seen(Rule rule) {
        ChainName at = name(rule);
        List<HeldRule> same = require(at, rule.label()).rules().stream()
                .filter(held -> held.isSeen(at) && held.arguments().equals(rule.arguments()))
                .toList();
        return same.stream()
                .filter(held -> held.mark() != null)
                .findFirst()
                .or(() -> same.stream().findFirst());
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

    /** The tool as it names itself; empty for none. */
    String version() {
        return version;
    }

    void setVersion(String line) {
        version = line;
    }
}
