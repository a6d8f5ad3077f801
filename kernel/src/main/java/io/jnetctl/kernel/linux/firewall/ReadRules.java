package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts.Make;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.nftables.Nftables;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules that were read last, for as long as they are those that are there: nf_tables numbers its rule sets. Nothing tells that of
 * iptables-legacy, whose rules are read again.
 */
final class ReadRules {
    private final Map<Family, RuleSet> rules = new EnumMap<>(Family.class);
    private @Nullable Integer generation;

    /** The number of the rule set now; null where it has none that speaks for all of iptables. */
    static @Nullable Integer generation(Make make) {
        if (make != Make.NFT) {
            return null;
        }
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            return new Nftables(socket).generation();
        } catch (ErrnoException e) {
            return null;
        }
    }

    /**
     * Remembers what was read.
     *
     * @param before the number of the rule set before it was read
     */
    void keep(@Nullable Integer before, List<RuleSet> read) {
        rules.clear();
        generation = before;
        if (before != null) {
            read.forEach(each -> rules.put(each.family(), each));
        }
    }

    /** What is there, once: whoever takes it may change it. Null where it must be read. */
    @Nullable RuleSet take(Family family, Make make) {
        RuleSet kept = rules.remove(family);
        return kept != null && generation != null && generation.equals(generation(make)) ? kept : null;
    }
}
