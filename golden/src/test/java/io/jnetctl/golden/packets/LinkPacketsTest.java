package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.HOST_V6;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V6;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links where containers do not reach each other otherwise, and what exposing and IPv6 have to do with reaching. */
final class LinkPacketsTest {
    private static final Place ONE = Place.named("lab.one");
    private static final Place TWO = Place.named("lab.two");
    private static final Place THREE = Place.named("lab.three");

    private static final String QUIET = """
            apiVersion: jnetctl/v1
            stack: lab
            networks:
              app: {subnets: [10.50.0.0/24, "fd00:50::/64"], icc: false}
            containers:
              one:
                networks: {app: {ipv4_address: 10.50.0.5, ipv6_address: "fd00:50::5"}}
                expose: [EXPOSED]
              two: {networks: {app: {ipv4_address: 10.50.0.6, ipv6_address: "fd00:50::6"}}, links: [LINKS]}
              three: {networks: {app: {ipv4_address: 10.50.0.7, ipv6_address: "fd00:50::7"}}}
            """;

    @ParameterizedTest
    @EnumSource
    void aLinkOpensTheExposedPortsAndTheyFollowTheManifest(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply(QUIET.replace("EXPOSED", "4567, 6000-6002/udp").replace("LINKS", "one"));
            host.listen(ONE, 4567, 4568, 6000, 6002);
            host.listen(TWO, 4567);
            host.check(
                    Probe.tcp(TWO, "10.50.0.5", 4567).reaches(ONE, "10.50.0.6"),
                    Probe.tcp(TWO, "fd00:50::5", 4567).reaches(ONE, "fd00:50::6"),
                    Probe.udp(TWO, "10.50.0.5", 6000).reaches(ONE),
                    Probe.udp(TWO, "fd00:50::5", 6002).reaches(ONE),
                    Probe.tcp(TWO, "10.50.0.5", 4568).isLost(),
                    Probe.udp(TWO, "10.50.0.5", 4567).isLost(),
                    Probe.tcp(TWO, "fd00:50::5", 4568).isLost(),
                    Probe.tcp(ONE, "10.50.0.6", 4567).isLost(),
                    Probe.tcp(THREE, "10.50.0.5", 4567).isLost(),
                    Probe.tcp(THREE, "fd00:50::5", 4567).isLost());

            host.apply(QUIET.replace("EXPOSED", "4568").replace("LINKS", "one"));
            host.check(
                    Probe.tcp(TWO, "10.50.0.5", 4567).isLost(),
                    Probe.tcp(TWO, "10.50.0.5", 4568).reaches(ONE),
                    Probe.udp(TWO, "10.50.0.5", 6000).isLost());

            host.apply(QUIET.replace("EXPOSED", "4568").replace("LINKS", ""));
            host.check(
                    Probe.tcp(TWO, "10.50.0.5", 4568).isLost(),
                    Probe.tcp(TWO, "fd00:50::5", 4568).isLost());

            host.apply(QUIET.replace("EXPOSED", "").replace("LINKS", "").replace("icc: false", "icc: true"));
            host.check(
                    Probe.tcp(THREE, "10.50.0.5", 4568).reaches(ONE),
                    Probe.udp(THREE, "fd00:50::5", 6000).reaches(ONE));

            host.apply(QUIET.replace("EXPOSED", "4568").replace("LINKS", "one"));
            host.check(
                    Probe.tcp(TWO, "10.50.0.5", 4568).reaches(ONE),
                    Probe.tcp(TWO, "fd00:50::5", 4568).reaches(ONE),
                    Probe.tcp(THREE, "10.50.0.5", 4568).isLost());
        });
    }

    @ParameterizedTest
    @EnumSource
    void twoContainersLinkEachOther(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      app: {subnets: [10.50.0.0/24, "fd00:50::/64"], icc: false}
                    containers:
                      one: {networks: {app: {ipv4_address: 10.50.0.5, ipv6_address: "fd00:50::5"}}, publish: ["8080:80"], links: [two]}
                      two: {networks: {app: {ipv4_address: 10.50.0.6, ipv6_address: "fd00:50::6"}}, expose: [90], links: [one]}
                      three: {networks: {app: {ipv4_address: 10.50.0.7, ipv6_address: "fd00:50::7"}}}
                    """);
            host.listen(ONE, 80, 90);
            host.listen(TWO, 80, 90);
            host.check(
                    Probe.tcp(TWO, "10.50.0.5", 80).reaches(ONE),
                    Probe.tcp(ONE, "fd00:50::6", 90).reaches(TWO),
                    Probe.tcp(TWO, "fd00:50::5", 90).isLost(),
                    Probe.tcp(ONE, "10.50.0.6", 80).isLost(),
                    Probe.tcp(THREE, HOST_V4, 8080).reaches(ONE),
                    Probe.tcp(THREE, HOST_V6, 8080).reaches(ONE),
                    Probe.tcp(ONE, HOST_V4, 8080).reaches(ONE),
                    Probe.tcp(host.outside(), HOST_V6, 8080).reaches(ONE),
                    Probe.tcp(THREE, "10.50.0.5", 80).isLost());
        });
    }

    @ParameterizedTest
    @EnumSource
    void exposingAloneOpensNothing(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      app: {subnet: 10.10.0.0/24}
                    containers:
                      one: {networks: {app: {ipv4_address: 10.10.0.5}}, expose: [8000]}
                      two: {networks: [app]}
                    """);
            host.listen(ONE, 8000);
            host.check(
                    Probe.tcp(host.host(), "127.0.0.1", 8000).isLost(),
                    Probe.tcp(host.host(), HOST_V4, 8000).isLost(),
                    Probe.tcp(host.outside(), HOST_V4, 8000).isLost(),
                    Probe.tcp(host.outside(), "10.10.0.5", 8000).isLost(),
                    Probe.tcp(TWO, "10.10.0.5", 8000).reaches(ONE));
        });
    }

    @ParameterizedTest
    @EnumSource
    void ipv6ServesAtOnceAndAContainerMayDoWithoutIt(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      app: {subnets: [10.89.3.0/24, "fd10:88:a::/64"]}
                      six: {subnet: "fd10:88:b::/64"}
                    containers:
                      one:
                        networks: {app: {ipv4_address: 10.89.3.2, ipv6_address: "fd10:88:a::2"}}
                        publish: ["8080:80"]
                      two:
                        networks: [app]
                        sysctls: {net.ipv6.conf.all.disable_ipv6: "1"}
                        publish: ["8081:80"]
                      three: {networks: [six], publish: ["8082:80", "8082:80/udp"]}
                    """);
            host.listen(host.outside(), 80);
            for (Place place : new Place[] {ONE, TWO, THREE}) {
                host.listen(place, 80);
            }
            host.check(
                    Probe.ping(host.host(), "fd10:88:a::2").reaches(ONE),
                    Probe.ping(ONE, OUTSIDE_V6).reaches(host.outside()),
                    Probe.tcp(ONE, OUTSIDE_V6, 80).reaches(host.outside(), HOST_V6),
                    Probe.tcp(ONE, OUTSIDE_V4, 80).reaches(host.outside(), HOST_V4),
                    Probe.tcp(host.outside(), HOST_V6, 8080).reaches(ONE, OUTSIDE_V6),
                    Probe.tcp(host.outside(), HOST_V4, 8081).reaches(TWO),
                    Probe.tcp(host.outside(), HOST_V6, 8081).isLost(),
                    Probe.tcp(TWO, HOST_V4, 8081).reaches(TWO),
                    Probe.tcp(host.outside(), HOST_V6, 8082).reaches(THREE),
                    Probe.udp(host.outside(), HOST_V6, 8082).reaches(THREE),
                    Probe.udp(THREE, HOST_V6, 8082).reaches(THREE),
                    Probe.tcp(ONE, HOST_V6, 8082).reaches(THREE),
                    Probe.tcp(host.outside(), HOST_V4, 8082).isLost(),
                    Probe.tcp(THREE, OUTSIDE_V6, 80).reaches(host.outside(), HOST_V6));
        });
    }
}
