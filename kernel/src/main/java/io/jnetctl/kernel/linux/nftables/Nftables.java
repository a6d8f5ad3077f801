package io.jnetctl.kernel.linux.nftables;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts.BaseChain;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.wire.Request;
import io.jnetctl.kernel.linux.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The tables of nf_tables in a network namespace.
 *
 * @param socket of {@link io.jnetctl.kernel.linux.netlink.NetlinkProtocol#NETFILTER}
 */
public record Nftables(NetlinkSocket socket) {
    private static final int NFTA_GEN_ID = 1;

    /** How often it is looked again because the rule set changed meanwhile. */
    private static final int ATTEMPTS = 5;

    /**
     * The number of the rule set, which no two have since the network namespace was made: every transaction raises it.
     *
     * @throws ErrnoException when the kernel has no nf_tables, or privilege is missing
     */
    public int generation() {
        return socket.get(NftRequests.generation(), Nftables::generation);
    }

    /** @throws ErrnoException when the kernel has no nf_tables, or privilege is missing */
    public boolean hasTable(Family family, String table) {
        try {
            return socket.get(NftRequests.table(family, table), body -> {
                body.skip();
                return true;
            });
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENOENT)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The base chains that decide something: they drop by policy or have rules.
     *
     * @throws ErrnoException when the kernel has no nf_tables, or privilege is missing
     */
    public List<BaseChain> baseChains() {
        List<BaseChain> found = new ArrayList<>();
        for (NftChain chain : socket.dump(NftRequests.allChains(), NftChain::decode)) {
            NftChain.Hook hook = chain.hook();
            NftFamily family = NftFamily.of(chain.protocol());
            if (hook != null && family != null && !chain.isIdle()) {
                found.add(new BaseChain(
                        family.name().toLowerCase(Locale.ROOT),
                        chain.table(),
                        chain.name(),
                        family.hook(hook.number()),
                        hook.priority(),
                        !chain.accepts()));
            }
        }
        return found;
    }

    /**
     * Deletes a table that has no more than some empty base chains which let everything pass. The kernel itself refuses to if
     * anything else is in it, a set for example, or if the rule set changed since it was looked at.
     *
     * @param baseChains the only chains that it may have
     * @return whether it is gone now; false when somebody uses it
     * @throws ErrnoException when the kernel refuses for another reason
     */
    public boolean deleteUnused(Family family, String table, Set<String> baseChains) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int generation = generation();
            if (!hasTable(family, table)) {
                return true;
            }
            List<Request> deletions = new ArrayList<>();
            for (NftChain chain : socket.dump(NftRequests.chains(family), NftChain::decode)) {
                if (chain.table().equals(table)) {
                    if (!chain.isIdle() || !baseChains.contains(chain.name())) {
                        return false;
                    }
                    deletions.add(NftRequests.deleteChain(family, table, chain.name()));
                }
            }
            deletions.add(NftRequests.deleteTable(family, table));
            try {
                socket.transact(NftRequests.begin(generation), deletions, NftRequests.end());
                return true;
            } catch (ErrnoException e) {
                if (e.error().equals(Errno.EBUSY)) {
                    return false;
                } else if (!e.error().equals(Errno.ERESTART)) {
                    throw e;
                }
            }
        }
        return false;
    }

    private static int generation(WireReader body) {
        int[] generation = {0};
        body.skip(NftRequests.HEADER_BYTES);
        body.attributes((type, value) -> {
            if (type == NFTA_GEN_ID) {
                generation[0] = value.u32BigEndian();
            } else {
                value.skip();
            }
        });
        return generation[0];
    }
}
