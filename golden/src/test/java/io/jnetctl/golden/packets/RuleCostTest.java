package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many rules a packet meets, and what a new port does to the rules of others. */
final class RuleCostTest {
    private static final Place WEB = Place.named("lab.web");
    private static final Place APP = Place.named("lab.app");
    private static final Place DB = Place.named("lab.db");

    @ParameterizedTest
    @EnumSource
    void aPacketMeetsAsManyRulesAmong40NetworksAsAmongFew(Iptables make) throws Exception {
        Map<String, Long> few = new LinkedHashMap<>();
        Map<String, Long> many = new LinkedHashMap<>();
        PacketHost.run(make, host -> {
            host.apply(manifest(1));
            measure(host, few);
        });
        PacketHost.run(make, host -> {
            host.apply(manifest(40));
            measure(host, many);
        });
        assertEquals(few, many);
        assertTrue(few.values().stream().allMatch(rules -> rules > 0 && rules < 60), few.toString());
    }

    /** One datagram and its answer on each of the ways. */
    private static void measure(PacketHost host, Map<String, Long> rules) throws Exception {
        host.listen(WEB, 80);
        host.listen(DB, 80);
        host.listen(host.outside(), 80);
        Map<String, Probe> ways = new LinkedHashMap<>();
        ways.put("published", Probe.udp(host.outside(), HOST_V4, 8080).reaches(WEB));
        ways.put(
                "published, from the host",
                Probe.udp(host.host(), HOST_V4, 8080).reaches(WEB));
        ways.put("published, from a container", Probe.udp(APP, HOST_V4, 8080).reaches(WEB));
        ways.put("link", Probe.udp(APP, "10.2.0.5", 80).reaches(DB));
        ways.put("outside", Probe.udp(WEB, OUTSIDE_V4, 80).reaches(host.outside()));
        ways.put("another network", Probe.tcp(WEB, "10.2.0.5", 80).isLost());
        ways.put("not published", Probe.tcp(host.outside(), HOST_V4, 8079).isLost());
        for (Map.Entry<String, Probe> way : ways.entrySet()) {
            // Neighbours are found now, so that a datagram is sent once.
            host.check(way.getValue());
            // New interfaces join multicast groups, which is counted too: the least is the datagram's own.
            for (int i = 0; i < 3; i++) {
                RuleCounters before = RuleCounters.now();
                host.check(way.getValue());
                rules.merge(way.getKey(), RuleCounters.now().evaluatedSince(before), Math::min);
            }
        }
    }

    private static String manifest(int networks) {
        StringBuilder text = new StringBuilder("""
                apiVersion: jnetctl/v1
                stack: lab
                networks:
                  front: {subnet: 10.1.0.0/24}
                  quiet: {subnet: 10.2.0.0/24, icc: false}
                  vault: {subnet: 10.3.0.0/24, internal: true}
                """);
        IntStream.range(0, networks)
                .forEach(i -> text.append(
                        "  net%d: {subnet: 10.100.%d.0/24%s}%n".formatted(i, i, i % 3 == 1 ? ", internal: true" : "")));
        text.append("""
                containers:
                  web: {networks: {front: {ipv4_address: 10.1.0.5}}, publish: [8080:80/udp]}
                  app: {networks: {quiet: {ipv4_address: 10.2.0.6}}, links: [db]}
                  db: {networks: {quiet: {ipv4_address: 10.2.0.5}}, expose: [80/udp]}
                """);
        IntStream.range(0, networks)
                .forEach(i -> text.append(
                        "  c%d: {networks: [net%d], publish: [\"%d:80/udp\"]}%n".formatted(i, i, 20_000 + i)));
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource
    void aPortThatIsAddedLeavesTheCountersOfAllOtherRules(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            String manifest = manifest(5);
            host.apply(manifest);
            host.listen(WEB, 80);
            Probe probe = Probe.udp(host.outside(), HOST_V4, 8080).reaches(WEB);
            host.check(probe);
            host.check(probe);
            Map<String, Long> before = RuleCounters.now().byRule();
            host.apply(manifest.replace("[8080:80/udp]", "[8080:80/udp, 8081:81, 30000:82]"));
            Map<String, Long> after = RuleCounters.now().byRule();
            assertTrue(before.values().stream().anyMatch(packets -> packets > 1), before.toString());
            assertAll(before.entrySet().stream()
                    .<Executable>map(rule -> () ->
                            assertTrue(after.getOrDefault(rule.getKey(), -1L) >= rule.getValue(), rule.getKey())));
            host.check(probe);
        });
    }
}
