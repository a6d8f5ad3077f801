package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.HOST_V6;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static io.jnetctl.golden.packets.PacketHost.SECOND_V4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.golden.Console;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Published ports, as those see them who use them. */
final class PublishingTest {
    private static final Place WEB = Place.named("lab.web");
    private static final Place A = Place.named("lab.a");
    private static final Place B = Place.named("lab.b");

    @ParameterizedTest
    @EnumSource
    void aPortOfTcpAndUdpIsOpenedAndClosedForEach(Iptables make) throws Exception {
        String manifest = """
                apiVersion: jnetctl/v1
                stack: lab
                networks:
                  app: {subnet: 10.10.0.0/24}
                containers:
                  web: {networks: {app: {ipv4_address: 10.10.0.5}}, publish: [PORTS]}
                """;
        PacketHost.run(make, host -> {
            String before = RuleText.all();
            host.apply(manifest.replace("PORTS", "192.0.2.2:8080:80, 192.0.2.2:8080:80/udp"));
            host.listen(WEB, 80, 81);
            Probe.Tried tcp = Probe.tcp(host.outside(), SECOND_V4, 8080);
            Probe.Tried udp = Probe.udp(host.outside(), SECOND_V4, 8080);
            host.check(tcp.reaches(WEB, OUTSIDE_V4), udp.reaches(WEB, OUTSIDE_V4));

            host.apply(manifest.replace("PORTS", "192.0.2.2:8080:80"));
            host.check(tcp.reaches(WEB), udp.isLost());

            host.apply(manifest.replace("PORTS", "192.0.2.2:8080:81, 192.0.2.2:8080:80/udp"));
            host.check(tcp.reaches(WEB), udp.reaches(WEB));

            host.apply(manifest.replace("PORTS", ""));
            host.check(tcp.isLost(), udp.isLost());
            assertFalse(RuleText.all().contains("8080"), RuleText.all());
            host.destroy("lab");
            assertEquals(before, RuleText.all());
        });
    }

    @ParameterizedTest
    @EnumSource
    void onePortOfSeveralAddressesLeadsToSeveralContainers(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      app: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
                    containers:
                      a:
                        networks: [app]
                        publish: [127.0.1.2:1716:80, 192.0.2.1:1717:80, 192.0.2.1:1717:80/udp, "[::1]:1718:80"]
                      b:
                        networks: [app]
                        publish: [127.0.1.3:1716:80, 192.0.2.2:1717:80, 192.0.2.2:1717:80/udp, "[2001:db8::1]:1717:80"]
                    """);
            host.listen(A, 80);
            host.listen(B, 80);
            host.check(
                    Probe.tcp(host.host(), "127.0.1.2", 1716).reaches(A),
                    Probe.tcp(host.host(), "127.0.1.3", 1716).reaches(B),
                    Probe.tcp(host.host(), "127.0.0.1", 1716).isLost(),
                    Probe.tcp(host.outside(), HOST_V4, 1717).reaches(A),
                    Probe.tcp(host.outside(), SECOND_V4, 1717).reaches(B),
                    Probe.udp(host.outside(), HOST_V4, 1717).reaches(A),
                    Probe.udp(host.outside(), SECOND_V4, 1717).reaches(B),
                    Probe.udp(B, HOST_V4, 1717).reaches(A),
                    Probe.udp(A, HOST_V4, 1717).reaches(A),
                    Probe.udp(A, SECOND_V4, 1717).reaches(B),
                    Probe.tcp(host.outside(), HOST_V6, 1717).reaches(B),
                    Probe.tcp(A, HOST_V6, 1717).reaches(B),
                    Probe.tcp(host.outside(), HOST_V6, 1718).isLost());
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPublishedAtLoopbackIsNotReachedFromOutsideByCraftedPackets(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      app: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
                    containers:
                      web:
                        networks: {app: {ipv4_address: 10.10.0.5, ipv6_address: "fd00:10::5"}}
                        publish: ["127.0.0.2:5000:5000", "127.0.0.2:5000:5000/udp", "[::1]:5001:5000/udp", "8080:80", "8080:80/udp"]
                      b: {networks: [app]}
                    """);
            host.listen(WEB, 80, 5000);
            // Attackers keep no loopback network of their own, and send to, and from, the host's.
            for (Place attacker : List.of(host.outside(), B)) {
                host.set(attacker, "net.ipv4.conf.all.route_localnet", "1");
                PacketHost.run("ip -n NAME address flush dev lo".replace("NAME", attacker.name()));
            }
            PacketHost.run("""
                    ip -n outside route add 127.0.0.0/8 via 192.0.2.1
                    ip -n outside address add 127.0.0.77/32 dev eth0
                    ip -n outside address add 192.0.2.77/32 dev eth0
                    ip -n lab.b route add 127.0.0.0/8 via 10.10.0.1
                    """);
            host.check(
                    Probe.tcp(host.host(), "127.0.0.2", 5000).reaches(WEB),
                    Probe.udp(host.host(), "127.0.0.2", 5000).reaches(WEB),
                    Probe.udp(host.host(), "127.0.0.1", 5000).isLost(),
                    Probe.udp(host.outside(), "127.0.0.2", 5000).isLost(),
                    Probe.tcp(host.outside(), "127.0.0.2", 5000).isLost(),
                    Probe.udp(host.outside(), "127.0.0.1", 8080).isLost(),
                    Probe.udp(host.outside(), "127.0.0.2", 5000).as("192.0.2.9").isLost(),
                    Probe.udp(host.outside(), "127.0.0.2", 5000)
                            .as("127.0.0.77")
                            .isLost(),
                    Probe.udp(host.outside(), HOST_V4, 8080).as("127.0.0.77").isLost(),
                    Probe.udp(host.outside(), "10.10.0.5", 80).as("127.0.0.77").isLost(),
                    Probe.udp(host.outside(), HOST_V6, 5001).isLost(),
                    Probe.udp(B, "127.0.0.2", 5000).isLost(),
                    Probe.tcp(B, "127.0.0.2", 5000).isLost(),
                    Probe.udp(host.outside(), HOST_V4, 8080).reaches(WEB));
        });
    }

    @ParameterizedTest
    @EnumSource
    void rangesAndManyPortsOfOneContainerEachLeadWhereTheySay(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      app: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
                    containers:
                      a: {networks: [app], publish: ["9000-9003:80-83", "2040-2055:2040-2055/udp", "8191-8192:80-81"]}
                      b: {networks: [app], publish: ["9004-9005:80-81", "9000:80/udp"]}
                    """);
            host.listen(A, 80, 81, 82, 83);
            host.listen(B, 80, 81);
            List<Probe> probes = new ArrayList<>();
            for (int port = 2040; port <= 2055; port++) {
                host.listen(A, port);
                probes.add(Probe.udp(host.outside(), HOST_V4, port).reaches(A));
                probes.add(Probe.udp(B, HOST_V6, port).reaches(A));
            }
            for (int port = 9000; port <= 9006; port++) {
                Probe.Tried tried = Probe.tcp(host.outside(), port % 2 == 0 ? HOST_V4 : HOST_V6, port);
                probes.add(port < 9004 ? tried.reaches(A) : port < 9006 ? tried.reaches(B) : tried.isLost());
            }
            probes.add(Probe.tcp(host.outside(), HOST_V4, 8191).reaches(A));
            probes.add(Probe.tcp(host.outside(), HOST_V4, 8192).reaches(A));
            probes.add(Probe.udp(host.outside(), HOST_V4, 9000).reaches(B));
            probes.add(Probe.udp(host.outside(), HOST_V4, 9001).isLost());
            host.check(probes);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aListOfSourcesIsAboutTheOutsideAlone(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      app: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
                      far: {subnets: [10.20.0.0/24, "fd00:20::/64"]}
                    containers:
                      a:
                        networks: [app]
                        publish:
                        - {target: 80, published: 8080, from: [198.51.100.0/24, 192.0.2.99/32, "2001:db8::99/128"]}
                        - {target: 80, published: 8080, protocol: udp, from: [192.0.2.9/32]}
                      b: {networks: [far]}
                    """);
            host.listen(A, 80);
            host.check(
                    Probe.tcp(host.outside(), HOST_V4, 8080).isLost(),
                    Probe.tcp(host.outside(), HOST_V4, 8080).as("192.0.2.99").reaches(A, "192.0.2.99"),
                    Probe.tcp(host.outside(), HOST_V6, 8080).isLost(),
                    Probe.tcp(host.outside(), HOST_V6, 8080).as("2001:db8::99").reaches(A, "2001:db8::99"),
                    Probe.udp(host.outside(), HOST_V4, 8080).reaches(A),
                    Probe.udp(host.outside(), HOST_V4, 8080).as("192.0.2.99").isLost(),
                    Probe.udp(host.outside(), HOST_V6, 8080).isLost(),
                    Probe.tcp(host.host(), HOST_V4, 8080).reaches(A),
                    Probe.tcp(host.host(), "127.0.0.1", 8080).reaches(A),
                    Probe.tcp(B, HOST_V4, 8080).reaches(A),
                    Probe.tcp(B, HOST_V6, 8080).reaches(A),
                    Probe.tcp(A, HOST_V4, 8080).reaches(A));
        });
    }

    @ParameterizedTest
    @EnumSource
    void anAdoptedBridgeAndAnAttachedNamespacePublishToo(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            PacketHost.run("""
                    ip link add br0 address 02:00:0a:14:00:01 type bridge
                    ip address add 10.20.0.1/24 dev br0
                    ip link set br0 up
                    ip netns add old
                    ip -n old link set lo up
                    """);
            host.stranger("native", "br0", "10.20.0.200/24", "10.20.0.1");
            // Who made the bridge also sees to forwarding.
            host.set(host.host(), "net.ipv4.ip_forward", "1");
            String before = RuleText.all();
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      lan: {external: true, bridge: br0}
                      app: {subnet: 10.10.0.0/24}
                    containers:
                      a: {networks: {lan: {ipv4_address: 10.20.0.5}}, publish: ["8080:80", "8080:80/udp"]}
                      b: {networks: {app: {ipv4_address: 10.10.0.5}}, attach: {netns: /run/netns/old}, publish: ["8081:80", "8081:80/udp"]}
                    """);
            Place old = host.container("old");
            Place stranger = host.container("native");
            host.listen(A, 80);
            host.listen(old, 80);
            host.check(
                    Probe.tcp(host.outside(), HOST_V4, 8080).reaches(A, OUTSIDE_V4),
                    Probe.udp(host.outside(), HOST_V4, 8080).reaches(A, OUTSIDE_V4),
                    Probe.tcp(host.host(), HOST_V4, 8080).reaches(A),
                    Probe.udp(host.host(), "127.0.0.1", 8080).reaches(A),
                    Probe.udp(A, HOST_V4, 8080).reaches(A),
                    Probe.udp(stranger, HOST_V4, 8080).reaches(A),
                    Probe.udp(old, HOST_V4, 8080).reaches(A),
                    Probe.tcp(host.outside(), HOST_V4, 8081).reaches(old, OUTSIDE_V4),
                    Probe.udp(host.host(), "127.0.0.1", 8081).reaches(old),
                    Probe.udp(A, HOST_V4, 8081).reaches(old),
                    Probe.udp(old, HOST_V4, 8081).reaches(old),
                    Probe.udp(stranger, "10.10.0.5", 80).isLost(),
                    Probe.udp(host.outside(), "10.10.0.5", 80).isLost());
            host.destroy("lab");
            assertEquals(before, RuleText.all());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aContainerOnTwoNetworksAnswersTheWayItWasAsked(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      first: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
                      second: {subnets: [10.20.0.0/24, "fd00:20::/64"]}
                    containers:
                      web: {networks: {first: {}, second: {gateway: true}}, publish: ["8080:80", "8080:80/udp"]}
                      a: {networks: [first]}
                      b: {networks: [second]}
                    """);
            host.listen(WEB, 80);
            List<Probe> probes = new ArrayList<>();
            for (Place from : List.of(host.outside(), host.host(), A, B, WEB)) {
                for (String address : List.of(HOST_V4, HOST_V6)) {
                    probes.add(Probe.tcp(from, address, 8080).reaches(WEB));
                    probes.add(Probe.udp(from, address, 8080).reaches(WEB));
                }
            }
            probes.add(Probe.udp(host.outside(), SECOND_V4, 8080).reaches(WEB, OUTSIDE_V4));
            host.check(probes);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aTakenPortIsRefusedAndARangeGivesTheFirstThatIsFree(Iptables make) throws Exception {
        String container = "  NAME: {networks: [app], publish: [\"PORTS\"]}\n";
        String stack = """
                apiVersion: jnetctl/v1
                stack: lab
                networks:
                  app: {subnet: 10.10.0.0/24}
                containers:
                """;
        String range = container.replace("PORTS", "9090-9092:80");
        PacketHost.run(make, host -> {
            String before = RuleText.all();
            Console.Ended twice = host.plan(stack
                    + container.replace("NAME", "a").replace("PORTS", "1234:80")
                    + container.replace("NAME", "b").replace("PORTS", "1234:80"));
            assertEquals(1, twice.exit(), twice.all());
            assertTrue(twice.err().contains("1234/tcp"), twice.err());

            host.apply(stack + container.replace("NAME", "a").replace("PORTS", "1234:80"));
            Console.Ended other =
                    host.plan(stack.replace("stack: lab", "stack: rival").replace("10.10", "10.20")
                            + container.replace("NAME", "b").replace("PORTS", "1234:80"));
            assertEquals(1, other.exit(), other.all());
            assertTrue(other.err().contains("1234/tcp") && other.err().contains("lab"), other.err());
            host.destroy("lab");
            assertEquals(before, RuleText.all());

            String three = stack + range.replace("NAME", "a") + range.replace("NAME", "b") + range.replace("NAME", "c");
            host.apply(three);
            for (String name : List.of("a", "b", "c")) {
                host.listen(host.container("lab." + name), 80);
            }
            host.check(
                    Probe.tcp(host.outside(), HOST_V4, 9090).reaches(A),
                    Probe.tcp(host.outside(), HOST_V4, 9091).reaches(B),
                    Probe.tcp(host.outside(), HOST_V4, 9092).reaches(host.container("lab.c")));
            Console.Ended fourth = host.plan(three + range.replace("NAME", "d"));
            assertEquals(1, fourth.exit(), fourth.all());
            host.apply(stack + range.replace("NAME", "a") + range.replace("NAME", "c") + range.replace("NAME", "d"));
            host.listen(host.container("lab.d"), 80);
            host.check(
                    Probe.tcp(host.outside(), HOST_V4, 9090).reaches(A),
                    Probe.tcp(host.outside(), HOST_V4, 9091).reaches(host.container("lab.d")),
                    Probe.tcp(host.outside(), HOST_V4, 9092).reaches(host.container("lab.c")));
        });
    }
}
