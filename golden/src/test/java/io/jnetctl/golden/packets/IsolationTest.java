package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V6;
import static io.jnetctl.golden.packets.PacketHost.SECOND_V4;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What containers do not reach, also when the root user of one tries hard. */
final class IsolationTest {
    private static final Place WEB = Place.named("lab.web");
    private static final Place DB = Place.named("lab.db");
    private static final Place MUTE = Place.named("lab.mute");

    @ParameterizedTest
    @EnumSource
    void anInternalNetworkIsCutOffWhateverRoutesItsContainersMake(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      sealed: {subnets: [10.30.0.0/24, "fd00:30::/64"], internal: true}
                      front: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
                    containers:
                      db: {networks: {sealed: {ipv4_address: 10.30.0.5, ipv6_address: "fd00:30::5"}}}
                      web:
                        networks: {front: {ipv4_address: 10.10.0.5, ipv6_address: "fd00:10::5"}}
                        publish: [8080:80, 8080:80/udp]
                    """);
            host.listen(DB, 80);
            host.listen(WEB, 80);
            host.listen(host.outside(), 80);
            PacketHost.run("""
                    ip -n lab.db route add default via 10.30.0.1
                    ip -n lab.db route add default via fd00:30::1
                    ip -n outside route add 10.30.0.0/24 via 192.0.2.1
                    """);
            host.check(
                    Probe.tcp(DB, OUTSIDE_V4, 80).isLost(),
                    Probe.udp(DB, OUTSIDE_V4, 80).isLost(),
                    Probe.ping(DB, OUTSIDE_V4).isLost(),
                    Probe.udp(DB, OUTSIDE_V6, 80).isLost(),
                    Probe.udp(DB, "10.10.0.5", 80).isLost(),
                    Probe.udp(DB, "fd00:10::5", 80).isLost(),
                    Probe.udp(DB, HOST_V4, 8080).isLost(),
                    Probe.tcp(DB, "10.30.0.1", 8080).isLost(),
                    Probe.udp(host.outside(), "10.30.0.5", 80).isLost(),
                    Probe.udp(host.outside(), "fd00:30::5", 80).isLost(),
                    Probe.udp(WEB, "10.30.0.5", 80).isLost(),
                    Probe.tcp(host.host(), "10.30.0.5", 80).reaches(DB),
                    Probe.udp(host.host(), "fd00:30::5", 80).reaches(DB));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPortIsPublishedOnceItsContainerIsOnANetworkThatIsNotInternal(Iptables make) throws Exception {
        String manifest = """
                apiVersion: jnetctl/v1
                stack: lab
                networks:
                  sealed: {subnet: 10.30.0.0/24, internal: true}
                  front: {subnet: 10.10.0.0/24}
                containers:
                  web:
                    networks: [NETWORKS]
                    publish: [8080:80, 8080:80/udp]
                """;
        PacketHost.run(make, host -> {
            host.apply(manifest.replace("NETWORKS", "sealed"));
            host.listen(WEB, 80);
            host.check(
                    Probe.tcp(host.host(), "127.0.0.1", 8080).isLost(),
                    Probe.tcp(host.host(), HOST_V4, 8080).isLost(),
                    Probe.tcp(host.outside(), HOST_V4, 8080).isLost());
            host.apply(manifest.replace("NETWORKS", "sealed, front"));
            host.check(
                    Probe.tcp(host.host(), "127.0.0.1", 8080).reaches(WEB),
                    Probe.udp(host.host(), HOST_V4, 8080).reaches(WEB),
                    Probe.tcp(host.outside(), HOST_V4, 8080).reaches(WEB),
                    Probe.udp(host.outside(), HOST_V4, 8080).reaches(WEB));
        });
    }

    @ParameterizedTest
    @EnumSource
    void neighboursWithoutIccDoNotGetRoundTheRules(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      quiet: {subnets: [10.50.0.0/24, "fd00:50::/64"], icc: false}
                    containers:
                      db:
                        networks: {quiet: {ipv4_address: 10.50.0.5, ipv6_address: "fd00:50::5"}}
                        expose: [80/udp]
                      web: {networks: {quiet: {ipv4_address: 10.50.0.6, ipv6_address: "fd00:50::6"}}, links: [db]}
                      mute: {networks: {quiet: {ipv4_address: 10.50.0.7, ipv6_address: "fd00:50::7"}}}
                    """);
            for (Place place : new Place[] {DB, WEB, host.outside()}) {
                host.listen(place, 80, 81);
            }
            host.listenAt(host.host(), SECOND_V4, 7000);
            host.check(
                    Probe.udp(WEB, "10.50.0.5", 80).reaches(DB, "10.50.0.6"),
                    Probe.udp(WEB, "fd00:50::5", 80).reaches(DB, "fd00:50::6"),
                    Probe.udp(WEB, "10.50.0.5", 81).isLost(),
                    Probe.tcp(WEB, "10.50.0.5", 80).isLost(),
                    Probe.udp(MUTE, "10.50.0.5", 80).isLost(),
                    Probe.ping(MUTE, "10.50.0.5").isLost(),
                    Probe.ping(MUTE, SECOND_V4).reaches(host.host()),
                    Probe.ping(MUTE, OUTSIDE_V4).reaches(host.outside()),
                    Probe.udp(MUTE, SECOND_V4, 7000).reaches(host.host()));

            // Straight to the neighbour's MAC address, as if it had answered.
            PacketHost.run("""
                    ip -n lab.mute neighbour replace 10.50.0.5 lladdr 02:42:0a:32:00:05 dev eth0
                    ip -n lab.mute neighbour replace fd00:50::5 lladdr 02:42:0a:32:00:05 dev eth0
                    """);
            host.check(
                    Probe.udp(MUTE, "10.50.0.5", 80).isLost(),
                    Probe.udp(MUTE, "fd00:50::5", 80).isLost());

            // By way of the host, also in the name of one that has a link.
            PacketHost.run("""
                    ip -n lab.mute neighbour delete 10.50.0.5 dev eth0
                    ip -n lab.mute neighbour delete fd00:50::5 dev eth0
                    ip -n lab.mute route add 10.50.0.5 via 10.50.0.1
                    ip -n lab.mute route add fd00:50::5 via fd00:50::1
                    ip -n lab.mute address add 10.50.0.99/32 dev eth0
                    """);
            host.check(
                    Probe.udp(MUTE, "10.50.0.5", 80).isLost(),
                    Probe.udp(MUTE, "fd00:50::5", 80).isLost(),
                    Probe.udp(MUTE, "10.50.0.5", 80).as("10.50.0.99").isLost());
        });
    }

    @ParameterizedTest
    @EnumSource
    void networksOfTwoStacksAreApartAndASharedOneIsOne(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: base
                    networks:
                      front: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
                      back: {subnets: [10.20.0.0/24, "fd00:20::/64"]}
                    containers:
                      proxy: {networks: {front: {ipv4_address: 10.10.0.5, ipv6_address: "fd00:10::5"}}}
                    """);
            host.apply("""
                    apiVersion: jnetctl/v1
                    stack: lab
                    networks:
                      front: {external: true, name: base/front}
                      own: {subnets: [10.40.0.0/24, "fd00:40::/64"]}
                    containers:
                      web:
                        networks: {front: {ipv4_address: 10.10.0.6, ipv6_address: "fd00:10::6"}}
                        publish: [8080:80, 8080:80/udp]
                      db: {networks: {own: {ipv4_address: 10.40.0.5, ipv6_address: "fd00:40::5"}}}
                    """);
            Place proxy = host.container("base.proxy");
            host.listen(proxy, 80);
            host.listen(WEB, 80);
            host.listen(DB, 80);
            host.check(
                    Probe.tcp(proxy, "10.10.0.6", 80).reaches(WEB),
                    Probe.udp(WEB, "fd00:10::5", 80).reaches(proxy),
                    Probe.udp(proxy, "10.40.0.5", 80).isLost(),
                    Probe.udp(DB, "10.10.0.5", 80).isLost(),
                    Probe.udp(DB, "fd00:10::6", 80).isLost(),
                    Probe.tcp(host.outside(), HOST_V4, 8080).reaches(WEB),
                    Probe.udp(host.outside(), PacketHost.HOST_V6, 8080).reaches(WEB),
                    Probe.tcp(proxy, HOST_V4, 8080).reaches(WEB),
                    Probe.udp(DB, HOST_V4, 8080).reaches(WEB));

            host.destroy("lab");
            host.check(
                    Probe.tcp(host.outside(), HOST_V4, 8080).isLost(),
                    Probe.tcp(host.host(), "10.10.0.5", 80).reaches(proxy));
        });
    }
}
