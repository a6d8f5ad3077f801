package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jnetctl.golden.Console;
import io.jnetctl.golden.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts on which others have rules too: theirs and ours both work, and theirs are not touched. */
final class SurroundingsTest {
    static Stream<Arguments> hosts() {
        return Stream.of(Surroundings.values())
                .flatMap(surroundings -> Stream.of(Iptables.values()).map(make -> Arguments.of(surroundings, make)));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void othersRulesStayAndWorkAndSoDoOurs(Surroundings surroundings, Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            surroundings.prepare(host);
            host.listen(host.outside(), 80);
            host.listen(host.host(), 22, 23);
            host.check(surroundings.traffic(host));
            String before = RuleText.all();

            host.apply(Shop.MANIFEST);
            Shop.listen(host);
            assertEquals(before, RuleText.foreign());
            List<Probe> all = new ArrayList<>(surroundings.traffic(host));
            all.addAll(Shop.traffic(host));
            host.check(all);

            host.destroy("shop");
            assertEquals(before, RuleText.all());
            host.check(surroundings.traffic(host));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPlanNamesPoliciesThatDropWhatOurRulesCannotAccept(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            PacketHost.run("""
                    iptables -P FORWARD DROP
                    iptables -P INPUT DROP
                    """);
            Console.Ended harmless = host.plan(Shop.MANIFEST);
            assertEquals("", harmless.err());

            PacketHost.run("""
                    iptables -P INPUT ACCEPT
                    iptables -P OUTPUT DROP
                    ip6tables -t mangle -P FORWARD DROP
                    """);
            Console.Ended planned = host.plan(Shop.MANIFEST);
            assertTrue(
                    planned.err().contains("the policy of OUTPUT in table filter of iptables is DROP"), planned.err());
            assertTrue(
                    planned.err().contains("the policy of FORWARD in table mangle of ip6tables is DROP"),
                    planned.err());
            host.apply(Shop.MANIFEST);
            Shop.listen(host);
            host.check(
                    Probe.tcp(host.host(), "10.10.0.5", 80).isLost(),
                    Probe.tcp(host.outside(), PacketHost.HOST_V4, 8080).reaches(Shop.container("web")),
                    Probe.tcp(host.outside(), PacketHost.HOST_V6, 8080).isLost());

            // As the hints say.
            PacketHost.run("""
                    iptables -t filter -I OUTPUT -m devgroup --dst-group 0x4b000000/0xff000000 -j ACCEPT
                    ip6tables -t mangle -P FORWARD ACCEPT
                    """);
            host.check(
                    Probe.tcp(host.host(), "10.10.0.6", 80).reaches(Shop.container("peer")),
                    Probe.tcp(host.outside(), PacketHost.HOST_V6, 8080).reaches(Shop.container("web")));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPlanNamesTheOtherMakeOfIptablesWhereItHasRules(Iptables make) throws Exception {
        String other = make == Iptables.NFT ? "legacy" : "nft";
        PacketHost.run(make, host -> {
            PacketHost.run("iptables-OTHER -P FORWARD DROP".replace("OTHER", other));
            Console.Ended planned = host.plan(Shop.MANIFEST);
            assertTrue(
                    planned.err().contains("rules of iptables-" + other + " are on this host too (ip filter)"),
                    planned.err());
            host.apply(Shop.MANIFEST);
            Shop.listen(host);
            host.check(
                    Probe.tcp(host.outside(), PacketHost.HOST_V4, 8080).isLost(),
                    Probe.tcp(host.outside(), PacketHost.HOST_V6, 8080).reaches(Shop.container("web")));
        });
    }

    /** These drop what our rules have accepted, and no rule of iptables can help: the plan must say so. */
    @ParameterizedTest
    @ValueSource(strings = {"firewalld", "drop"})
    void aPlanNamesAnNftTableThatStandsInTheWay(String fixture) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nft")), "nft(8) is not installed");
        PacketHost.run(Iptables.NFT, host -> {
            Programs.output("nft", "-f", Surroundings.file(fixture + ".nft").toString());
            String table = fixture.equals("drop") ? "inet filter" : "inet firewalld";
            String before = Programs.output("nft", "list", "table", "inet", table.substring(5));
            Console.Ended planned = host.plan(Shop.MANIFEST);
            assertTrue(planned.err().contains(table), planned.err());
            host.apply(Shop.MANIFEST);
            host.listen(host.outside(), 80);
            host.check(Probe.tcp(Shop.container("web"), OUTSIDE_V4, 80).isLost());
            assertEquals(before, Programs.output("nft", "list", "table", "inet", table.substring(5)));
        });
    }
}
