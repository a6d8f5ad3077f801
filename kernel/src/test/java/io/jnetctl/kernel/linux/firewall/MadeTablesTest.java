package io.jnetctl.kernel.linux.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.nftables.Nftables;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The firewall without anything of ours is what it was before, its tables too. */
class MadeTablesTest {
    private static final Path NOTES = Path.of("/run/jnetctl");
    private static final List<Resource> OURS = List.of(
            new Chain(Family.V4, "nat", "JNET-DNAT"),
            new Rule(Family.V4, "nat", "PREROUTING", List.of("-j", "JNET-DNAT"), true),
            new Chain(Family.V4, "filter", "JNET-FORWARD"),
            new Chain(Family.V6, "filter", "JNET-FORWARD"),
            new Rule(Family.V6, "filter", "FORWARD", List.of("-j", "JNET-FORWARD"), true));

    @Test
    void tablesThatCameWithOurRulesGoWithThem() throws Exception {
        FirewallHost.on("nft", (firewall, batch) -> {
            assertEquals(Set.of(), tables());
            add(batch);
            assertEquals(Set.of("IPv4 nat", "IPv4 filter", "IPv6 filter"), tables());
            assertTrue(Files.exists(NOTES));
            removeHalf(batch);
            assertEquals(Set.of("IPv4 nat", "IPv4 filter", "IPv6 filter"), tables());
            removeRest(batch);
            assertEquals(Set.of(), tables());
            assertFalse(Files.exists(NOTES));
            assertEquals(Set.of(), firewall.rules(Family.V4).tables().keySet());
        });
    }

    @Test
    void aTableThatWasThereBeforeStaysThoughItIsEmpty() throws Exception {
        FirewallHost.on("nft", (firewall, batch) -> {
            restore(firewall, "*nat\n-N THEIRS\n-X THEIRS\nCOMMIT\n");
            add(batch);
            removeAll(batch);
            assertEquals(Set.of("IPv4 nat"), tables());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-A POSTROUTING -s 192.0.2.0/24 -j MASQUERADE", "-N THEIRS", ":OUTPUT DROP [0:0]"})
    void aTableThatSomebodyElseUsesStays(String theirs) throws Exception {
        FirewallHost.on("nft", (firewall, batch) -> {
            add(batch);
            restore(firewall, "*nat\n" + theirs + "\nCOMMIT\n");
            List<String> before = specifications(firewall);
            removeAll(batch);
            assertEquals(Set.of("IPv4 nat"), tables());
            assertEquals(before, specifications(firewall));
        });
    }

    @Test
    void aTableIsDeletedOnceNobodyUsesItAnyMore() throws Exception {
        FirewallHost.on("nft", (firewall, batch) -> {
            add(batch);
            restore(firewall, "*nat\n-N THEIRS\nCOMMIT\n");
            removeAll(batch);
            restore(firewall, "*nat\n-X THEIRS\nCOMMIT\n");
            add(batch);
            removeAll(batch);
            assertEquals(Set.of(), tables());
            assertFalse(Files.exists(NOTES));
        });
    }

    @Test
    void whereIptablesIsLegacyThereIsNothingToNote() throws Exception {
        FirewallHost.on("legacy", (firewall, batch) -> {
            add(batch);
            assertFalse(Files.exists(NOTES));
            removeAll(batch);
            assertFalse(Files.exists(NOTES));
        });
    }

    private static void add(FirewallBatch batch) {
        List<Operation> operations = new ArrayList<>();
        for (Resource resource : OURS) {
            operations.add(new Operation.Add(resource, new Owner("*", "filter")));
        }
        execute(batch, operations);
    }

    private static void removeAll(FirewallBatch batch) {
        removeHalf(batch);
        removeRest(batch);
    }

    /** The jumps, so that the chains have no rules and yet are there. */
    private static void removeHalf(FirewallBatch batch) {
        execute(batch, removals(Rule.class));
    }

    private static void removeRest(FirewallBatch batch) {
        execute(batch, removals(Chain.class));
    }

    private static List<Operation> removals(Class<? extends Resource> kind) {
        List<Operation> operations = new ArrayList<>();
        for (Resource resource : OURS) {
            if (kind.isInstance(resource)) {
                operations.add(new Operation.Remove(resource));
            }
        }
        return operations;
    }

    private static void execute(FirewallBatch batch, List<Operation> operations) {
        for (Outcome outcome : batch.execute(operations)) {
            assertEquals(Outcome.DONE, outcome);
        }
    }

    private static void restore(Firewall firewall, String input) {
        ToolRun.Result result = firewall.restore(Family.V4, input, () -> {});
        assertTrue(result.succeeded(), result.words());
    }

    private static List<String> specifications(Firewall firewall) {
        List<String> theirs = new ArrayList<>();
        firewall.rules(Family.V4).table("nat").chains().forEach((name, chain) -> {
            if (!name.startsWith(Chain.PREFIX)) {
                theirs.add(name);
                chain.rules().forEach(rule -> {
                    if (rule.owner() == null) {
                        theirs.add(rule.specification());
                    }
                });
            }
        });
        return theirs;
    }

    /** By nf_tables itself: iptables-save may show what is not there. */
    private static Set<String> tables() {
        Set<String> tables = new java.util.HashSet<>();
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            for (Family family : Family.values()) {
                for (String table : List.of("filter", "nat", "mangle", "raw", "security")) {
                    if (new Nftables(socket).hasTable(family, table)) {
                        tables.add(family + " " + table);
                    }
                }
            }
        }
        return tables;
    }
}
