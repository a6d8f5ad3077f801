package io.jnetctl.kernel.linux.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.FirewallFacts.BaseChain;
import io.jnetctl.kernel.FirewallFacts.BuiltInChain;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools of iptables on the real kernel, of both makes. */
class FirewallTest {
    private static final Path NFT = Path.of("/usr/sbin/nft");
    private static final Owner ALL = new Owner("*", "filter");
    private static final Owner WEB = new Owner("shop", "web");
    private static final Chain CHAIN = new Chain(Family.V4, "filter", "JNET-FORWARD");
    private static final Chain NAT = new Chain(Family.V4, "nat", "JNET-DNAT");
    private static final Chain CHAIN6 = new Chain(Family.V6, "nat", "JNET-DNAT");
    private static final Rule JUMP =
            new Rule(Family.V4, "filter", "FORWARD", List.of("-j", "JNET-FORWARD"), 0, true, "");
    private static final Rule HTTP =
            rule("-d", "10.10.0.5/32", "-p", "tcp", "-m", "tcp", "--dport", "80", "-j", "ACCEPT");
    private static final Rule DNAT = new Rule(
            Family.V4,
            "nat",
            "JNET-DNAT",
            List.of("-p", "udp", "-m", "udp", "--dport", "53", "-j", "DNAT", "--to-destination", "10.10.0.5:53"),
            0,
            true,
            "");
    private static final Rule DNAT6 = new Rule(
            Family.V6,
            "nat",
            "JNET-DNAT",
            List.of("-p", "tcp", "-m", "tcp", "--dport", "80", "-j", "DNAT", "--to-destination", "[fd00::5]:80"),
            0,
            true,
            "");

    @ParameterizedTest
    @ValueSource(strings = {"nft", "legacy"})
    void whatIsWrittenReadsBackAndGoesAgain(String make) throws Exception {
        FirewallHost.on(make, (firewall, batch) -> {
            List<Operation> made = List.of(
                    add(CHAIN, ALL),
                    add(JUMP, ALL),
                    add(HTTP, WEB),
                    add(NAT, ALL),
                    add(DNAT, WEB),
                    add(CHAIN6, ALL),
                    add(DNAT6, WEB));
            assertDone(made.size(), batch.execute(made));
            FirewallState state = firewall.read().await();
            assertEquals(
                    Set.of(CHAIN, NAT, CHAIN6, JUMP, HTTP, DNAT, DNAT6),
                    Set.copyOf(state.entries().stream()
                            .map(Observed.Entry::resource)
                            .toList()));
            assertTrue(
                    state.facts().version().startsWith("iptables v"),
                    state.facts().version());
            List<Operation> removed = new ArrayList<>();
            for (Operation operation : made.reversed()) {
                removed.add(new Operation.Remove(operation.resource()));
            }
            assertDone(removed.size(), batch.execute(removed));
            assertEquals(List.of(), firewall.read().await().entries());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "legacy"})
    void aWordThatOnlyTheToolRefusesStopsThereWithItsWords(String make) throws Exception {
        FirewallHost.on(make, (firewall, batch) -> {
            Rule wrong = rule("-p", "tcp", "-m", "tcp", "--dport", "99999", "-j", "ACCEPT");
            List<Outcome> outcomes = batch.execute(
                    List.of(add(CHAIN, ALL), add(HTTP, WEB), add(wrong, WEB), add(JUMP, ALL), add(NAT, ALL)));
            assertEquals(Outcome.DONE, outcomes.get(0));
            assertEquals(Outcome.DONE, outcomes.get(1));
            String reason = String.valueOf(assertInstanceOf(Outcome.Failed.class, outcomes.get(2))
                    .reason()
                    .getMessage());
            assertTrue(reason.startsWith("rule ip filter JNET-FORWARD"), reason);
            assertTrue(reason.contains("99999"), reason);
            assertEquals(List.of(Outcome.NOT_RUN, Outcome.NOT_RUN), outcomes.subList(3, 5));
            assertEquals(
                    List.of(CHAIN, HTTP),
                    firewall.read().await().entries().stream()
                            .map(Observed.Entry::resource)
                            .toList());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "legacy"})
    void refusalsHaveTheKernelsErrnosAndChangeNothing(String make) throws Exception {
        FirewallHost.on(make, (firewall, batch) -> {
            assertDone(3, batch.execute(List.of(add(CHAIN, ALL), add(JUMP, ALL), add(HTTP, WEB))));
            assertEquals("EEXIST", errno(batch, add(CHAIN, ALL)));
            assertEquals("EEXIST", errno(batch, add(HTTP, WEB)));
            assertEquals("EBUSY", errno(batch, new Operation.Remove(CHAIN)));
            assertEquals("ENOENT", errno(batch, new Operation.Remove(DNAT)));
            assertEquals("ENOENT", errno(batch, add(DNAT, WEB)));
            assertEquals(3, firewall.read().await().entries().size());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "legacy"})
    void aRuleChangesItsOwnerInItsPlace(String make) throws Exception {
        FirewallHost.on(make, (firewall, batch) -> {
            Rule second = new Rule(Family.V4, "filter", "JNET-FORWARD", List.of("-j", "DROP"), false);
            assertDone(3, batch.execute(List.of(add(CHAIN, ALL), add(HTTP, WEB), add(second, WEB))));
            Owner db = new Owner("shop", "db");
            assertDone(1, batch.execute(List.of(new Operation.Update(HTTP, HTTP, Set.of("owner"), db))));
            assertEquals(
                    List.of(
                            new Observed.Entry(CHAIN, ALL),
                            new Observed.Entry(HTTP, db),
                            new Observed.Entry(
                                    new Rule(
                                            Family.V4,
                                            "filter",
                                            "JNET-FORWARD",
                                            List.of("-j", "DROP"),
                                            0,
                                            true,
                                            HTTP.label()),
                                    WEB)),
                    firewall.read().await().entries());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "legacy"})
    void aFirstRuleStandsBeforeOthersAndOthersRulesStay(String make) throws Exception {
        FirewallHost.on(make, (firewall, batch) -> {
            assertTrue(firewall.restore(Family.V4, "*filter\n-A FORWARD -s 192.0.2.0/24 -j DROP\nCOMMIT\n", () -> {})
                    .succeeded());
            assertDone(2, batch.execute(List.of(add(CHAIN, ALL), add(JUMP, ALL))));
            assertTrue(firewall.read().await().entries().contains(new Observed.Entry(JUMP, ALL)));
            assertDone(2, batch.execute(List.of(new Operation.Remove(JUMP), new Operation.Remove(CHAIN))));
            ChainRules forward = firewall.rules(Family.V4).table("filter").declare("FORWARD");
            assertEquals(
                    "-s 192.0.2.0/24 -j DROP", forward.rules().iterator().next().specification());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "legacy"})
    void policiesThatDropAreFacts(String make) throws Exception {
        FirewallHost.on(make, (firewall, batch) -> {
            assertTrue(
                    firewall.restore(Family.V6, "*filter\n:FORWARD DROP [0:0]\n:INPUT ACCEPT [0:0]\nCOMMIT\n", () -> {})
                            .succeeded());
            assertEquals(
                    Set.of(new BuiltInChain(Family.V6, "filter", "FORWARD")),
                    firewall.read().await().facts().dropping());
        });
    }

    @Test
    void tablesOfTheMakeThatIsNotInUseAreFacts() throws Exception {
        FirewallHost.on("nft", (firewall, batch) -> {
            assertEquals(Set.of(), firewall.read().await().facts().otherMake());
            run("/usr/sbin/ip6tables-legacy", "-A", "INPUT", "-j", "ACCEPT");
            assertEquals(Set.of("ip6 filter"), firewall.read().await().facts().otherMake());
            assertEquals(
                    List.of("ip6tables-legacy table filter"),
                    firewall.readRules().await().others());
        });
        FirewallHost.on("legacy", (firewall, batch) -> {
            run("/usr/sbin/iptables-legacy", "-A", "INPUT", "-j", "ACCEPT");
            assertEquals(Set.of(), firewall.read().await().facts().otherMake());
            run("/usr/sbin/iptables-nft", "-t", "nat", "-A", "POSTROUTING", "-j", "ACCEPT");
            assertEquals(Set.of("ip nat"), firewall.read().await().facts().otherMake());
            assertEquals(
                    List.of("nftables table ip nat"),
                    firewall.readRules().await().others());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "legacy"})
    void baseChainsOfOthersAreFacts(String make) throws Exception {
        assumeTrue(Files.exists(NFT), "there is no " + NFT + " here: install nftables");
        FirewallHost.on(make, (firewall, batch) -> {
            Path rules = Files.writeString(Path.of("/run/rules.nft"), """
                    table inet firewalld {
                      chain forward { type filter hook forward priority 10; policy drop; }
                      chain input { type filter hook input priority -5; ct state new accept; }
                      chain idle { type filter hook output priority 0; }
                      chain inner { accept; }
                    }
                    table bridge b {
                      chain pre { type filter hook prerouting priority 0; policy drop; }
                    }
                    """);
            run(NFT.toString(), "-f", rules.toString());
            run("/usr/sbin/iptables-" + make, "-A", "INPUT", "-j", "ACCEPT");
            assertEquals(
                    Set.of(
                            new BaseChain("inet", "firewalld", "forward", "forward", 10, true),
                            new BaseChain("inet", "firewalld", "input", "input", -5, false),
                            new BaseChain("bridge", "b", "pre", "prerouting", 0, true)),
                    Set.copyOf(firewall.read().await().facts().others()));
            assertEquals(
                    Set.of("nftables table inet firewalld", "nftables table bridge b"),
                    Set.copyOf(firewall.readRules().await().others()));
        });
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
    }

    @Test
    void whereThereAreNoRulesIptablesIsKnownByItsFile() throws Exception {
        FirewallHost.on(
                "nft",
                (firewall, batch) -> assertEquals(
                        "iptables (nf_tables)", firewall.read().await().facts().version()));
        FirewallHost.on(
                "legacy",
                (firewall, batch) ->
                        assertEquals("iptables", firewall.read().await().facts().version()));
    }

    @Test
    void aHostWithoutIptablesHasNoRulesAndAChangeSaysWhatToInstall() {
        Firewall none = new Firewall(new FirewallTools(List.of("/nowhere")));
        FirewallState state = none.read().await();
        assertEquals(List.of(), state.entries());
        assertEquals("", state.facts().version());
        var failed = assertInstanceOf(
                Outcome.Failed.class,
                new FirewallBatch(none, _ -> {})
                        .execute(List.of(add(CHAIN, ALL)))
                        .getFirst());
        assertTrue(String.valueOf(failed.reason().getMessage()).contains("apt-get install iptables"));
    }

    @Test
    void aHostMayBeWithoutIp6tables(@TempDir Path directory) throws Exception {
        for (String tool : List.of("iptables-save", "iptables-restore")) {
            assertTrue(Files.createFile(directory.resolve(tool)).toFile().setExecutable(true));
        }
        assertEquals(Set.of(Family.V4), new FirewallTools(List.of(directory.toString())).families());
        assertEquals(Set.of(Family.values()), FirewallTools.ofEnvironment().families());
        assertEquals(Set.of(), new FirewallTools(List.of("/nowhere")).families());
    }

    private static Operation add(Resource resource, Owner owner) {
        return new Operation.Add(resource, owner);
    }

    private static Rule rule(String... arguments) {
        return new Rule(Family.V4, "filter", "JNET-FORWARD", List.of(arguments), 0, true, "");
    }

    private static void assertDone(int count, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Failed failed) {
                throw failed.reason();
            }
        }
        assertEquals(java.util.Collections.nCopies(count, Outcome.DONE), outcomes);
    }

    private static String errno(FirewallBatch batch, Operation operation) {
        return assertInstanceOf(
                        Outcome.Failed.class, batch.execute(List.of(operation)).getFirst())
                .reason()
                .errno();
    }
}
