package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts.BaseChain;
import io.jnetctl.kernel.FirewallFacts.Make;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.nftables.Nftables;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What filters packets beside the iptables in use.
 *
 * @param make of the iptables in use
 * @param others base chains of nf_tables that are no iptables'
 * @param otherMake tables of the make of iptables not in use
 */
record Surroundings(Make make, List<BaseChain> others, Set<String> otherMake) {
    static final Surroundings NONE = new Surroundings(Make.NONE, List.of(), Set.of());

    /** Of the calling thread's network namespace, a table a line; absent where the module is. */
    private static final Path IP_TABLES = Path.of("/proc/thread-self/net/ip_tables_names");

    private static final Path IP6_TABLES = Path.of("/proc/thread-self/net/ip6_tables_names");

    private static final Path NF_TABLES = Path.of("/sys/module/nf_tables");
    private static final Path MODULES = Path.of("/proc/modules");

    static Surroundings read(Make make) {
        List<BaseChain> others = new ArrayList<>();
        Set<String> otherMake = new TreeSet<>();
        for (BaseChain chain : baseChains(make)) {
            if (!isOfIptables(chain)) {
                others.add(chain);
            } else if (make != Make.NFT) {
                otherMake.add(chain.family() + " " + chain.table());
            }
        }
        if (make != Make.LEGACY) {
            lines(IP_TABLES).forEach(table -> otherMake.add("ip " + table));
            lines(IP6_TABLES).forEach(table -> otherMake.add("ip6 " + table));
        }
        return new Surroundings(make, others, otherMake);
    }

    /** Each table in words. */
    List<String> inWords() {
        Set<String> words = new LinkedHashSet<>();
        for (BaseChain chain : others) {
            words.add("nftables table " + chain.family() + " " + chain.table());
        }
        if (make == Make.NFT) {
            legacy("ip ", "iptables-legacy", words);
            legacy("ip6 ", "ip6tables-legacy", words);
        } else {
            otherMake.forEach(table -> words.add("nftables table " + table));
        }
        return List.copyOf(words);
    }

    private void legacy(String prefix, String tool, Set<String> words) {
        List<String> tables = otherMake.stream()
                .filter(table -> table.startsWith(prefix))
                .map(table -> table.substring(prefix.length()))
                .toList();
        if (!tables.isEmpty()) {
            words.add(tool + (tables.size() == 1 ? " table " : " tables ") + String.join(", ", tables));
        }
    }

    /** To ask loads the module where it is not, which must not happen on a host that does without: there are no chains either. */
    private static List<BaseChain> baseChains(Make make) {
        if (!hasNfTables(make)) {
            return List.of();
        }
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            return new Nftables(socket).baseChains();
        } catch (ErrnoException e) {
            return List.of();
        }
    }

    static boolean hasNfTables(Make make) {
        return make == Make.NFT || Files.isDirectory(NF_TABLES) || !Files.exists(MODULES);
    }

    private static boolean isOfIptables(BaseChain chain) {
        for (Family family : Family.values()) {
            if (chain.family().equals(family == Family.V4 ? "ip" : "ip6")) {
                return RuleSet.baseChains(chain.table()).contains(chain.name());
            }
        }
        return false;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            // There is no such module, or no privilege to see what it has.
            return List.of();
        }
    }
}
