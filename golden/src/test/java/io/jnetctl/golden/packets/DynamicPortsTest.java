package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.HOST_V6;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.golden.Console;
import io.jnetctl.golden.Programs;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Host ports that the manifest leaves open, and those that somebody has already. */
final class DynamicPortsTest {
    private static final Place WEB = Place.named("lab.web");
    private static final Pattern BINDING = Pattern.compile("(?m)^(\\S+) -> 0\\.0\\.0\\.0:(\\d+)$");

    private static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: lab
            networks:
              app: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
            containers:
              web: {networks: [app], expose: ["80", 81/udp], publish: ["82"], publish_all: true}
            """;

    private static final String MORE = MANIFEST.replace(
            "  web:", "  also: {networks: [app], expose: [80], publish: [82], publish_all: true}\n  web:");

    /** The host port of each of web's. */
    private static Map<String, Integer> ports(PacketHost host) {
        Console.Ended ended = host.jnetctl("port", "lab/web");
        assertEquals(0, ended.exit(), ended.all());
        Map<String, Integer> ports = new TreeMap<>();
        BINDING.matcher(ended.out())
                .results()
                .forEach(found -> ports.put(found.group(1), Integer.parseInt(found.group(2))));
        return ports;
    }

    private static int port(Map<String, Integer> ports, String container) {
        Integer port = ports.get(container);
        if (port == null) {
            throw new AssertionError(container + " is not published: " + ports);
        }
        return port;
    }

    @ParameterizedTest
    @EnumSource
    void portsThatAreChosenStayWhateverComesBeside(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply(MANIFEST);
            host.listen(WEB, 80, 81, 82);
            Map<String, Integer> chosen = ports(host);
            assertEquals("[80/tcp, 81/udp, 82/tcp]", chosen.keySet().toString());
            assertTrue(chosen.values().stream().allMatch(port -> port >= 49153), chosen.toString());
            for (String address : new String[] {HOST_V4, HOST_V6}) {
                host.check(
                        Probe.tcp(host.outside(), address, port(chosen, "80/tcp"))
                                .reaches(WEB),
                        Probe.udp(host.outside(), address, port(chosen, "81/udp"))
                                .reaches(WEB),
                        Probe.udp(host.outside(), address, port(chosen, "80/tcp"))
                                .isLost(),
                        Probe.tcp(host.outside(), address, port(chosen, "82/tcp"))
                                .reaches(WEB));
            }

            host.apply(MORE);
            assertEquals(chosen, ports(host), "with another container before it");
            host.apply(MANIFEST);
            assertEquals(chosen, ports(host), "without it");
            // As after a reboot: nothing of it is on the host any more.
            host.destroy("lab");
            host.apply(MANIFEST);
            assertEquals(chosen, ports(host), "on an empty host");
            host.listen(WEB, 80);
            host.check(
                    Probe.tcp(host.outside(), HOST_V4, port(chosen, "80/tcp")).reaches(WEB, OUTSIDE_V4));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPortThatAProcessListensAtOrThatIsReservedIsNotChosen(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply(MANIFEST);
            Map<String, Integer> first = ports(host);
            host.destroy("lab");
            host.listen(host.host(), port(first, "80/tcp"));
            host.set(host.host(), "net.ipv4.ip_local_reserved_ports", String.valueOf(port(first, "82/tcp")));

            host.apply(MANIFEST);
            host.listen(WEB, 80, 82);
            Map<String, Integer> second = ports(host);
            assertNotEquals(port(first, "80/tcp"), port(second, "80/tcp"));
            assertNotEquals(port(first, "82/tcp"), port(second, "82/tcp"));
            host.check(
                    Probe.tcp(host.outside(), HOST_V4, port(first, "80/tcp")).reaches(host.host()),
                    Probe.tcp(host.outside(), HOST_V4, port(second, "80/tcp")).reaches(WEB),
                    Probe.tcp(host.outside(), HOST_V4, port(second, "82/tcp")).reaches(WEB));
        });
    }

    /** The process that listens is this one. */
    @ParameterizedTest
    @EnumSource
    void aPortThatAProcessListensAtIsRefusedByItsName(Iptables make) throws Exception {
        String manifest = MANIFEST.replace("\"82\"", "PORTS");
        PacketHost.run(make, host -> {
            host.listen(host.host(), 8080);
            String before = RuleText.all();
            long pid = ProcessHandle.current().pid();
            String name = Programs.output("cat", "/proc/" + pid + "/comm").strip();
            for (String port : new String[] {"8080:82", "8080:82/udp", "192.0.2.1:8080:82", "127.0.0.1:8080:82"}) {
                Console.Ended refused = host.plan(manifest.replace("PORTS", '"' + port + '"'));
                assertEquals(1, refused.exit(), refused.all());
                assertTrue(
                        refused.err().contains("host port 8080/" + (port.endsWith("udp") ? "udp" : "tcp"))
                                && refused.err().contains(name + " (pid " + pid + ")"),
                        refused.err());
            }
            assertEquals(before, RuleText.all());
            host.check(Probe.tcp(host.outside(), HOST_V4, 8080).reaches(host.host()));

            host.apply(manifest.replace("PORTS", "\"8081:82\""));
            host.listen(WEB, 82);
            host.check(Probe.tcp(host.outside(), HOST_V4, 8081).reaches(WEB));
        });
    }

    /** Rules alone: who sends SCTP needs a kernel that has it. */
    @ParameterizedTest
    @EnumSource
    void aPortOfSctpHasRulesOfItsOwn(Iptables make) throws Exception {
        String manifest = """
                apiVersion: jnetctl/v1
                stack: lab
                networks:
                  app: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
                containers:
                  web:
                    networks: {app: {ipv4_address: 10.10.0.5, ipv6_address: "fd00:10::5"}}
                    publish: ["3868:3868/sctp", PORT]
                """;
        PacketHost.run(make, host -> {
            String before = RuleText.all();
            host.apply(manifest.replace("PORT", "\"3868:80/tcp\""));
            assertEquals(
                    "0.0.0.0:3868\n[::]:3868\n",
                    host.jnetctl("port", "lab/web", "3868/sctp").out());
            String v4 = Programs.output("iptables", "-t", "nat", "-S");
            String v6 = Programs.output("ip6tables", "-t", "nat", "-S");
            assertTrue(leads(v4, "sctp", "10.10.0.5:3868") && leads(v4, "tcp", "10.10.0.5:80"), v4);
            assertTrue(leads(v6, "sctp", "[fd00:10::5]:3868") && leads(v6, "tcp", "[fd00:10::5]:80"), v6);

            host.apply(manifest.replace(", PORT", ""));
            String left = Programs.output("iptables", "-t", "nat", "-S");
            assertTrue(leads(left, "sctp", "10.10.0.5:3868") && !leads(left, "tcp", "10.10.0.5:80"), left);
            host.destroy("lab");
            assertEquals(before, RuleText.all());
        });
    }

    private static boolean leads(String rules, String protocol, String target) {
        return rules.lines()
                .anyMatch(rule -> rule.contains("-m " + protocol + " --dport 3868 ")
                        && rule.endsWith("-j DNAT --to-destination " + target));
    }
}
