package io.jnetctl.kernel.linux.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Before rules are changed they are read again only where nothing tells that they are as they were. */
class ReadRulesTest {
    private static final Path RUNS = Path.of("/run/runs");
    private static final Owner ALL = new Owner("*", "filter");
    private static final Chain CHAIN = new Chain(Family.V4, "filter", "JNET-FORWARD");
    private static final Rule JUMP =
            new Rule(Family.V4, "filter", "FORWARD", List.of("-j", "JNET-FORWARD"), 0, true, "");
    private static final Rule LAST =
            new Rule(Family.V4, "filter", "JNET-FORWARD", List.of("-s", "10.0.0.1/32", "-j", "ACCEPT"), null);

    /** In place of the tool one that counts how often it is run. */
    private static void count(String make) throws IOException {
        count("iptables", make);
    }

    private static void count(String command, String make) throws IOException {
        Path name = Path.of("/run/tools/" + command + "-save");
        Path counting = Path.of("/run/tools/counting-" + make + "-save");
        String tool = "/usr/sbin/" + command + "-" + make + "-save";
        Files.writeString(counting, "#!/bin/sh\necho run >> " + RUNS + "\nexec " + tool + " \"$@\"\n");
        Files.setPosixFilePermissions(counting, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.delete(name);
        Files.createSymbolicLink(name, counting);
    }

    private static int runs() throws IOException {
        return Files.readAllLines(RUNS).size();
    }

    private static void execute(FirewallBatch batch, Operation... operations) {
        for (Outcome outcome : batch.execute(List.of(operations))) {
            assertEquals(Outcome.DONE, outcome);
        }
    }

    private static List<String> forward(String make) throws Exception {
        Process process = new ProcessBuilder("/usr/sbin/iptables-" + make, "-S", "FORWARD").start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return printed.lines().skip(1).toList();
    }

    private static void byHand(String make, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "/usr/sbin/iptables-" + make;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    @ParameterizedTest
    @CsvSource({"nft, 1", "legacy, 2"})
    void rulesThatNobodyChangedAreReadOnce(String make, int runs) throws Exception {
        FirewallHost.on(make, (firewall, batch) -> {
            count(make);
            firewall.read().await();
            execute(batch, new Operation.Add(CHAIN, ALL), new Operation.Add(JUMP, ALL));
            assertEquals(runs, runs());
            execute(batch, new Operation.Add(LAST, ALL));
            assertEquals(runs + 1, runs(), "what was written since was not read");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "legacy"})
    void aRuleThatAnotherAddedMeanwhileIsSeen(String make) throws Exception {
        FirewallHost.on(make, (firewall, batch) -> {
            count(make);
            execute(batch, new Operation.Add(CHAIN, ALL), new Operation.Add(JUMP, ALL));
            byHand(make, "-I", "FORWARD", "1", "-s", "192.0.2.1/32", "-j", "ACCEPT");
            firewall.read().await();
            byHand(make, "-I", "FORWARD", "1", "-s", "192.0.2.2/32", "-j", "ACCEPT");
            int before = runs();
            Rule after = new Rule(
                    Family.V4, "filter", "FORWARD", List.of("-i", "br0", "-j", "JNET-FORWARD"), 0, false, JUMP.label());
            execute(batch, new Operation.Add(after, ALL));
            assertEquals(before + 1, runs());
            assertEquals(
                    List.of(
                            "-A FORWARD -s 192.0.2.2/32 -j ACCEPT",
                            "-A FORWARD -s 192.0.2.1/32 -j ACCEPT",
                            "-A FORWARD -m comment --comment \"jnetctl:*/filter\" -j JNET-FORWARD",
                            "-A FORWARD -i br0 -m comment --comment \"jnetctl:*/filter\" -j JNET-FORWARD"),
                    forward(make));
        });
    }

    /** Somebody who chose one make for IPv4 and the other one for IPv6 is told nothing of the latter by nf_tables. */
    @Test
    void theToolsOfAFamilyAreAskedForTheirOwnMake() throws Exception {
        FirewallHost.on("nft", (firewall, batch) -> {
            for (String suffix : List.of("", "-save", "-restore")) {
                Path name = Path.of("/run/tools/ip6tables" + suffix);
                Files.delete(name);
                Files.createSymbolicLink(name, Path.of("/usr/sbin/ip6tables-legacy" + suffix));
            }
            count("ip6tables", "legacy");
            firewall.read().await();
            execute(batch, new Operation.Add(new Chain(Family.V6, "filter", "JNET-FORWARD"), ALL));
            assertEquals(2, runs());
        });
    }
}
