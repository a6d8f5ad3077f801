package io.jnetctl.kernel.linux.nftables;

import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.wire.WireReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What filters packets beside the iptables in use and does not show in it: tables of nft(8) itself, and those of the other iptables.
 * Both are the namespace's of the calling thread.
 */
public final class OtherTables {
    private static final int NFTA_CHAIN_TABLE = 1;
    private static final int NFTA_CHAIN_HOOK = 4;
    private static final int NFTA_CHAIN_POLICY = 5;
    private static final int NFTA_CHAIN_USE = 6;
    private static final int NF_ACCEPT = 1;

    /** NFPROTO_ of linux/netfilter.h; those of no interest to IP packets are missing. */
    private static final Map<Integer, String> FAMILIES =
            Map.of(1, "inet", 2, "ip", 5, "netdev", 7, "bridge", 10, "ip6");

    private static final Set<String> OF_IPTABLES = Set.of("filter", "nat", "mangle", "raw", "security");
    private static final List<String> LEGACY = List.of("ip_tables_names", "ip6_tables_names");
    private static final Path NET = Path.of("/proc/thread-self/net");

    private OtherTables() {}

    /**
     * Each in words.
     *
     * @param iptables the one in use, as it names itself
     */
    public static List<String> named(String iptables) {
        boolean nft = iptables.contains("nf_tables");
        List<String> found = new ArrayList<>();
        for (String table : filtering(nft)) {
            found.add("nftables table " + table);
        }
        if (nft) {
            for (String names : LEGACY) {
                List<String> tables = lines(NET.resolve(names));
                if (!tables.isEmpty()) {
                    found.add((names.startsWith("ip6") ? "ip6tables-legacy" : "iptables-legacy") + " table"
                            + (tables.size() == 1 ? " " : "s ") + String.join(", ", tables));
                }
            }
        }
        return List.copyOf(found);
    }

    private static Set<String> filtering(boolean nft) {
        Set<String> tables = new LinkedHashSet<>();
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            for (HookedChain chain : socket.dump(NftRequests.allChains(), HookedChain::decode)) {
                String family = FAMILIES.get(chain.family());
                boolean seen =
                        nft && (chain.family() == 2 || chain.family() == 10) && OF_IPTABLES.contains(chain.table());
                if (family != null && chain.hooked() && !chain.idle() && !seen) {
                    tables.add(family + " " + chain.table());
                }
            }
        } catch (ErrnoException e) {
            // A kernel without nf_tables has none.
            return Set.of();
        }
        return tables;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * A chain of any family.
     *
     * @param hooked whether packets come to it by themselves
     * @param idle whether it lets all of them pass
     */
    private record HookedChain(int family, String table, boolean hooked, boolean idle) {
        static HookedChain decode(WireReader body) {
            int family = body.u8();
            body.skip(NftRequests.HEADER_BYTES - 1);
            String[] table = {""};
            boolean[] hooked = {false};
            int[] numbers = {NF_ACCEPT, 0};
            body.attributes((type, value) -> {
                switch (type) {
                    case NFTA_CHAIN_TABLE -> table[0] = value.string();
                    case NFTA_CHAIN_HOOK -> {
                        hooked[0] = true;
                        value.skip();
                    }
                    case NFTA_CHAIN_POLICY -> numbers[0] = value.u32BigEndian();
                    case NFTA_CHAIN_USE -> numbers[1] = value.u32BigEndian();
                    default -> value.skip();
                }
            });
            return new HookedChain(family, table[0], hooked[0], numbers[0] == NF_ACCEPT && numbers[1] == 0);
        }
    }
}
