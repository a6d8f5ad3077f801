package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.FirewallFacts;
import io.jnetctl.kernel.FirewallFacts.BaseChain;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Filters beside iptables. A packet must pass every one of them: what our rules accept, another may still drop. */
final class OtherFilters {
    private static final Set<String> OF_ROUTED_PACKETS = Set.of("inet", "ip", "ip6");

    private OtherFilters() {}

    /** Names those that see what is forwarded between containers and the outside. */
    static void warn(Networks networks, FirewallFacts firewall, List<Diagnostic> diagnostics) {
        Optional<SourcePos> leading = networks.owned().stream()
                .filter(network -> !network.policy().internal())
                .map(network -> network.network().pos())
                .findFirst();
        leading.ifPresent(pos -> firewall.others().stream()
                .filter(OtherFilters::isInTheWay)
                .forEach(chain -> diagnostics.add(warning(chain, pos))));
    }

    private static boolean isInTheWay(BaseChain chain) {
        return chain.hook().equals("forward") && OF_ROUTED_PACKETS.contains(chain.family());
    }

    private static Diagnostic warning(BaseChain chain, SourcePos pos) {
        return Diagnostic.warning(
                pos,
                "nftables " + chain + (chain.drops() ? " drops" : " may drop")
                        + " what is forwarded between containers and the outside, and no rule of iptables can prevent that",
                "see that it accepts the bridges of this host's networks (firewalld: firewall-cmd --zone=trusted --add-interface=BRIDGE)");
    }
}
