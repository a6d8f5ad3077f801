package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts;
import io.jnetctl.kernel.FirewallFacts.BaseChain;
import io.jnetctl.kernel.FirewallFacts.BuiltInChain;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Filters beside our rules. A packet must pass every one of them: what our rules accept, another may still drop. */
final class OtherFilters {
    private static final Set<String> OF_ROUTED_PACKETS = Set.of("inet", "ip", "ip6");
    private static final Set<String> ROUND_THEM = Set.of("prerouting", "postrouting");

    private OtherFilters() {}

    /**
     * Names those that see what is forwarded between containers and the outside, and those that hinder the host itself. The policies of
     * FORWARD and INPUT do not count: our rules decide before the one, and what the host lets in is the host's own affair.
     */
    static void warn(Networks networks, FirewallFacts firewall, List<Diagnostic> diagnostics) {
        Optional<SourcePos> leading = networks.owned().stream()
                .filter(network -> !network.policy().internal())
                .map(network -> network.network().pos())
                .findFirst();
        leading.ifPresent(pos -> {
            firewall.others().stream()
                    .filter(OtherFilters::isInTheWay)
                    .forEach(chain -> diagnostics.add(warning(chain, pos)));
            firewall.dropping().stream()
                    .filter(chain -> isInTheWay(chain) && has(networks, chain.family()))
                    .sorted(Comparator.comparing(BuiltInChain::toString))
                    .forEach(chain -> diagnostics.add(warning(chain, pos)));
            List<String> tables = firewall.otherMake().stream()
                    .filter(OtherFilters::filters)
                    .sorted()
                    .toList();
            if (!tables.isEmpty()) {
                diagnostics.add(warning(firewall.make(), tables, pos));
            }
        });
    }

    private static boolean has(Networks networks, Family family) {
        return networks.owned().stream().anyMatch(network -> network.subnets().containsKey(family));
    }

    private static boolean isInTheWay(BaseChain chain) {
        boolean seen = chain.hook().equals("forward") || (chain.drops() && ROUND_THEM.contains(chain.hook()));
        return seen && OF_ROUTED_PACKETS.contains(chain.family());
    }

    private static boolean isInTheWay(BuiltInChain chain) {
        return !chain.table().equals("filter") || chain.name().equals("OUTPUT");
    }

    /** Not nat, where nothing is dropped. */
    private static boolean filters(String table) {
        return !table.endsWith(" nat");
    }

    private static Diagnostic warning(BaseChain chain, SourcePos pos) {
        return Diagnostic.warning(
                pos,
                "nftables " + chain + (chain.drops() ? " drops" : " may drop")
                        + " what is forwarded between containers and the outside, and no rule of iptables can prevent that",
                "see that it accepts the bridges of this host's networks (firewalld: firewall-cmd --zone=trusted --add-interface=BRIDGE)");
    }

    private static Diagnostic warning(BuiltInChain chain, SourcePos pos) {
        String command = chain.family() == Family.V4 ? "iptables" : "ip6tables";
        boolean filter = chain.table().equals("filter");
        return Diagnostic.warning(
                pos,
                "the policy of " + chain.name() + " in table " + chain.table() + " of " + command + " is DROP: "
                        + (filter
                                ? "this host reaches containers, and ports published at 127.0.0.1, only where its own rules accept that"
                                : "no rule of jnetctl accepts anything there"),
                "accept there what the networks of this host need (" + command + " -t " + chain.table() + " -I "
                        + chain.name() + " -m devgroup " + (filter ? "--dst-group" : "--src-group")
                        + " 0x4b000000/0xff000000 -j ACCEPT), or set the policy to ACCEPT");
    }

    private static Diagnostic warning(FirewallFacts.Make make, List<String> tables, SourcePos pos) {
        String other = make == FirewallFacts.Make.NFT ? "legacy" : "nft";
        return Diagnostic.warning(
                pos,
                "rules of iptables-" + other + " are on this host too (" + String.join(", ", tables)
                        + "): they may drop what jnetctl's rules accept",
                "look at them with iptables-" + other + "-save; remove them, or have jnetctl use that iptables"
                        + " (update-alternatives --config iptables)");
    }
}
