package io.jnetctl.kernel;

import io.jnetctl.inet.Family;
import java.util.List;
import java.util.Set;

/**
 * What of the host's packet filter is nobody's resource but may stand in the way.
 *
 * @param version the iptables in use, by its version line; empty where there is none
 * @param families those that there is an iptables for: a host may be without ip6tables
 * @param dropping the built-in chains of the iptables in use whose policy is DROP
 * @param others base chains of nf_tables that are not of the iptables in use, and that drop by policy or have rules, in a stable order
 * @param otherMake the tables of the make of iptables that is not in use, such as {@code ip filter}: its rules see packets too
 */
public record FirewallFacts(
        String version,
        Set<Family> families,
        Set<BuiltInChain> dropping,
        List<BaseChain> others,
        Set<String> otherMake) {
    public FirewallFacts {
        families = Set.copyOf(families);
        dropping = Set.copyOf(dropping);
        others = List.copyOf(others);
        otherMake = Set.copyOf(otherMake);
    }

    /** With an iptables and nothing in its way. */
    public static FirewallFacts of(String version) {
        Set<Family> families = version.isEmpty() ? Set.of() : Set.of(Family.values());
        return new FirewallFacts(version, families, Set.of(), List.of(), Set.of());
    }

    /** Which of the two makes an iptables is. */
    public enum Make {
        NONE,
        /** Over nf_tables. */
        NFT,
        /** Over ip_tables and ip6_tables. */
        LEGACY
    }

    public Make make() {
        if (version.isEmpty()) {
            return Make.NONE;
        }
        return version.contains("nf_tables") ? Make.NFT : Make.LEGACY;
    }

    /** Whether there is no iptables. */
    public boolean isMissing() {
        return make() == Make.NONE;
    }

    /** A chain that a table of iptables has from the beginning, such as FORWARD of filter. */
    public record BuiltInChain(Family family, String table, String name) {}

    /**
     * A chain of nf_tables that sees packets at a hook (linux/netfilter/nf_tables.h).
     *
     * @param family {@code ip}, {@code ip6}, {@code inet}, {@code bridge} or {@code netdev}, as nft(8) has it
     * @param hook as nft(8) has it, such as {@code forward}
     * @param priority chains of lower ones see a packet first
     * @param drops whether its policy is to drop
     */
    public record BaseChain(String family, String table, String name, String hook, int priority, boolean drops) {
        @Override
        public String toString() {
            return "table " + family + " " + table + ", chain " + name;
        }
    }
}
