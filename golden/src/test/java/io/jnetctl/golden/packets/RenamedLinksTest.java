package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.HOST_V6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.golden.Console;
import io.jnetctl.golden.Programs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever renames a link of ours, and however it gets its name back: connections through it go on. */
final class RenamedLinksTest {
    private static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: lab
            networks:
              app: {subnets: [10.10.0.0/24, "fd00:10::/64"], bridge: br-app, icc: false}
            containers:
              web:
                networks: {app: {ipv4_address: 10.10.0.5, ipv6_address: "fd00:10::5"}}
                links: [db]
                publish: [8080:80]
                sysctls: {net.ipv4.conf.eth0.arp_notify: 1}
              db:
                networks: {app: {ipv4_address: 10.10.0.6, ipv6_address: "fd00:10::6"}}
                expose: [5432]
            """;

    /** A host with connections through all that the stack has. */
    @FunctionalInterface
    private interface Sequel {
        void run(PacketHost host, String pair) throws Exception;
    }

    private static void connected(Iptables make, Sequel sequel) throws Exception {
        PacketHost.run(make, host -> {
            host.apply(MANIFEST);
            host.listen(host.container("lab.web"), 80);
            host.listen(host.container("lab.db"), 5432);
            List<Dialogue> dialogues = new ArrayList<>();
            try {
                for (String address : List.of(HOST_V4, HOST_V6)) {
                    dialogues.add(host.connect(host.outside(), address, 8080));
                }
                for (String address : List.of("10.10.0.6", "fd00:10::6")) {
                    dialogues.add(host.connect(host.container("lab.web"), address, 5432));
                }
                String before = links();
                sequel.run(host, pairOf("lab.web"));
                assertEquals(before, links());
                List<String> answers = new ArrayList<>();
                for (Dialogue dialogue : dialogues) {
                    answers.add(dialogue.ask());
                }
                assertEquals(List.of("lab.web", "lab.web", "lab.db", "lab.db"), answers);
            } finally {
                for (Dialogue dialogue : dialogues) {
                    dialogue.close();
                }
            }
        });
    }

    /** The host end of a container's only pair. */
    private static String pairOf(String container) throws Exception {
        String lower = Programs.output("ip", "-n", container, "-o", "link", "show", "type", "veth");
        String index = lower.substring(lower.indexOf("@if") + 3, lower.indexOf(':', lower.indexOf("@if")));
        return Programs.output("ip", "-o", "link")
                .lines()
                .filter(line -> line.startsWith(index + ":"))
                .map(line -> line.substring(line.indexOf(' ') + 1, line.indexOf('@')))
                .findFirst()
                .orElseThrow();
    }

    /** Names and numbers. */
    private static String links() throws Exception {
        List<String> links = new ArrayList<>();
        for (String[] command : List.of(
                new String[] {"ip", "-o", "link"},
                new String[] {"ip", "-n", "lab.web", "-o", "link"},
                new String[] {"ip", "-n", "lab.db", "-o", "link"})) {
            Programs.output(command)
                    .lines()
                    .forEach(line -> links.add(line.substring(0, line.indexOf(": ", line.indexOf(' ')))));
        }
        return String.join("\n", links);
    }

    private static void assertPlan(PacketHost host, String... steps) throws Exception {
        Console.Ended plan = host.plan(MANIFEST);
        assertEquals(2, plan.exit(), plan.all());
        List<String> lines = plan.all()
                .lines()
                .filter(line -> line.matches("[0-9].*"))
                .map(line -> line.replaceAll(" +", " "))
                .toList();
        assertEquals(List.of(steps), lines, plan.all());
    }

    @ParameterizedTest
    @EnumSource
    void aNameIsGivenBackAndNothingElseIsDone(Iptables make) throws Exception {
        connected(make, (host, pair) -> {
            PacketHost.run("ip link set br-app name moved");
            assertPlan(host, "1 ~ bridge br-app name moved -> br-app name changed outside");
            host.apply(MANIFEST);
            PacketHost.run("ip link set " + pair + " name moved");
            assertPlan(host, "1 ~ veth lab.web/eth0 name moved -> " + pair + " name changed outside");
            host.apply(MANIFEST);
            PacketHost.run("ip -n lab.web link set eth0 name moved");
            assertPlan(host, "1 ~ veth lab.web/eth0 interface moved -> eth0 interface changed outside");
            host.apply(MANIFEST);
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatWentDownForItHasBackWhatItLostByTheSameApply(Iptables make) throws Exception {
        connected(make, (host, pair) -> {
            PacketHost.run("""
                    ip -n lab.web link set eth0 down
                    ip -n lab.web link set eth0 name moved
                    ip -n lab.web link set moved up
                    ip link set br-app down
                    ip link set br-app name moved
                    """);
            assertPlan(
                    host,
                    "1 ~ bridge br-app name moved -> br-app, up no -> yes name, up changed outside",
                    "2 ~ veth lab.web/eth0 interface moved -> eth0 interface changed outside",
                    "3 + address br-app fd00:10::1/64 missing since outside change",
                    "4 + address lab.web/eth0 fd00:10::5/64 \"",
                    "5 + proxy_neighbour br-app fd00:10::5 \"",
                    "6 + proxy_neighbour br-app fd00:10::6 \"",
                    "7 + route lab.web default via 10.10.0.1 dev eth0 \"",
                    "8 + route lab.web default via fd00:10::1 dev eth0 \"");
            host.apply(MANIFEST);
        });
    }

    @ParameterizedTest
    @EnumSource
    void theManifestGivesANetworksBridgeAndAContainersInterfaceOtherNames(Iptables make) throws Exception {
        connected(make, (host, pair) -> {
            String renamed = MANIFEST.replace("br-app", "br-lab")
                    .replace("ipv6_address: \"fd00:10::5\"", "ipv6_address: \"fd00:10::5\", interface: lan0")
                    .replace("eth0", "lan0");
            String applied = host.apply(renamed);
            assertTrue(applied.contains("name br-app -> br-lab"), applied);
            assertTrue(applied.contains("interface eth0 -> lan0"), applied);
            assertFalse(applied.contains("+ address"), applied);
            host.apply(MANIFEST);
        });
    }
}
