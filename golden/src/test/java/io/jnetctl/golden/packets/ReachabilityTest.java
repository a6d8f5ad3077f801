package io.jnetctl.golden.packets;

import io.jnetctl.golden.packets.TruthTable.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who reaches whom, every row in every direction. What was measured is left in {@code target/reachability-MAKE.md}. */
final class ReachabilityTest {
    private static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: shop
            networks:
              front: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
              back: {subnets: [10.20.0.0/24, "fd00:20::/64"]}
              vault: {subnets: [10.30.0.0/24, "fd00:30::/64"], internal: true}
              crypt: {subnets: [10.40.0.0/24, "fd00:40::/64"], internal: true}
              quiet: {subnets: [10.50.0.0/24, "fd00:50::/64"], icc: false}
              barred: {subnets: [10.60.0.0/24, "fd00:60::/64"], host_access: false}
              desk: {subnets: [10.70.0.0/24, "fd00:70::/64"], internal: true, host_access: true}
            containers:
              web:
                networks: {front: {ipv4_address: 10.10.0.5, ipv6_address: "fd00:10::5"}}
                expose: ["90", 90/udp]
                publish:
                - 8080:80
                - 8080:80/udp
                - 127.0.0.1:8081:80
                - 127.0.0.1:8081:80/udp
                - 192.0.2.2:8082:80
                - 192.0.2.2:8082:80/udp
                - {target: 80, published: 8083, from: [192.0.2.9/32, "2001:db8::9/128"]}
                - {target: 80, published: 8083, from: [192.0.2.9/32, "2001:db8::9/128"], protocol: udp}
              peer: {networks: {front: {ipv4_address: 10.10.0.6, ipv6_address: "fd00:10::6"}}}
              other: {networks: {back: {ipv4_address: 10.20.0.5, ipv6_address: "fd00:20::5"}}}
              keeper:
                networks: {vault: {ipv4_address: 10.30.0.5, ipv6_address: "fd00:30::5"}}
                publish: [8090:80, 8090:80/udp]
              reader: {networks: {vault: {ipv4_address: 10.30.0.6, ipv6_address: "fd00:30::6"}}}
              hermit: {networks: {crypt: {ipv4_address: 10.40.0.5, ipv6_address: "fd00:40::5"}}}
              db: {networks: {quiet: {ipv4_address: 10.50.0.5, ipv6_address: "fd00:50::5"}}, expose: ["80", 80/udp]}
              app: {networks: {quiet: {ipv4_address: 10.50.0.6, ipv6_address: "fd00:50::6"}}, links: [db]}
              mute: {networks: {quiet: {ipv4_address: 10.50.0.7, ipv6_address: "fd00:50::7"}}}
              guest: {networks: {barred: {ipv4_address: 10.60.0.5, ipv6_address: "fd00:60::5"}}}
              clerk: {networks: {desk: {ipv4_address: 10.70.0.5, ipv6_address: "fd00:70::5"}}}
            """;

    private static final int SERVICE = 7000;
    private static final Target UPLINK = new Target(PacketHost.HOST_V4, PacketHost.HOST_V6, 0);
    private static final Target WORLD = new Target(PacketHost.OUTSIDE_V4, PacketHost.OUTSIDE_V6, 80);

    @ParameterizedTest
    @EnumSource
    void everyoneReachesThoseTheyShouldAndNobodyElse(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.apply(MANIFEST);
            listen(host);
            table(host).measure(host, Path.of("target", "reachability-" + make + ".md"));
        });
    }

    private static void listen(PacketHost host) {
        for (String name :
                List.of("web", "peer", "other", "keeper", "reader", "hermit", "db", "app", "mute", "guest", "clerk")) {
            host.listen(container(name), 80, 81, 90);
        }
        host.listen(host.outside(), 80);
        for (String address : List.of(
                PacketHost.HOST_V4,
                PacketHost.HOST_V6,
                "10.10.0.1",
                "fd00:10::1",
                "10.30.0.1",
                "fd00:30::1",
                "10.60.0.1",
                "fd00:60::1",
                "10.70.0.1",
                "fd00:70::1")) {
            host.listenAt(host.host(), address, SERVICE);
        }
    }

    private static TruthTable table(PacketHost host) {
        TruthTable table = new TruthTable();
        sameNetwork(table);
        otherNetworks(table);
        publishedToContainers(table);
        servicesOfTheHost(table, host.host());
        fromTheHost(table, host.host());
        fromOutside(table, host.outside());
        toOutside(table, host.outside());
        return table;
    }

    private static void sameNetwork(TruthTable table) {
        String same = "same network";
        table.all(same, container("web"), at("10.10.0.6", "fd00:10::6", 80), container("peer"));
        table.all(same, container("peer"), at("10.10.0.5", "fd00:10::5", 81), container("web"));
        table.all("same internal network", container("keeper"), at("10.30.0.6", "fd00:30::6", 80), container("reader"));
        Target db = at("10.50.0.5", "fd00:50::5", 80);
        table.yes("icc: false, linked, exposed port", container("app"), db, container("db"));
        table.none("icc: false, linked, other port", container("app"), db.port(81));
        table.none("icc: false, against the link", container("db"), at("10.50.0.6", "fd00:50::6", 80));
        table.none("icc: false, no link", container("mute"), db);
        table.none("icc: false, no link", container("mute"), at("10.50.0.6", "fd00:50::6", 80));
    }

    private static void otherNetworks(TruthTable table) {
        String apart = "no network shared";
        Target web = at("10.10.0.5", "fd00:10::5", 80);
        table.none(apart, container("other"), web);
        table.none(apart, container("web"), at("10.20.0.5", "fd00:20::5", 80));
        table.none(apart, container("db"), web);
        table.none(apart, container("web"), at("10.50.0.5", "fd00:50::5", 80));
        table.none("from an internal network", container("keeper"), web);
        table.none("to an internal network", container("web"), at("10.30.0.5", "fd00:30::5", 80));
        table.none("between internal networks", container("keeper"), at("10.40.0.5", "fd00:40::5", 80));
    }

    private static void publishedToContainers(TruthTable table) {
        Target published = UPLINK.port(8080);
        Place web = container("web");
        table.yes("published, own network", container("peer"), published, web);
        table.yes("published, own network, its gateway", container("peer"), at("10.10.0.1", "fd00:10::1", 8080), web);
        table.yes("published, hairpin", web, published, web);
        table.yes("published, other network", container("other"), published, web);
        table.yes(
                "published, other network, its gateway", container("other"), at("10.20.0.1", "fd00:20::1", 8080), web);
        table.yes(
                "published, other network, web's gateway",
                container("other"),
                at("10.10.0.1", "fd00:10::1", 8080),
                web);
        table.yes("published, icc: false", container("mute"), published, web);
        table.yes("published, host_access: false", container("guest"), published, web);
        table.yes("published with from", container("other"), UPLINK.port(8083), web);
        table.yes("published at another address", container("other"), Target.v4(PacketHost.SECOND_V4, 8082), web);
        table.no("published at another address", container("other"), UPLINK.port(8082));
        table.no("published at 127.0.0.1", container("other"), UPLINK.port(8081));
        String internal = "published, from an internal network";
        table.no(internal, container("keeper"), published);
        table.no(internal, container("keeper"), at("10.30.0.1", "fd00:30::1", 8080));
        table.no(internal, container("clerk"), at("10.70.0.1", "fd00:70::1", 8080));
    }

    private static void servicesOfTheHost(TruthTable table, Place host) {
        table.all("service of the host", container("peer"), UPLINK.port(SERVICE), host);
        table.all("service of the host, gateway", container("peer"), at("10.10.0.1", "fd00:10::1", SERVICE), host);
        table.all("service of the host, icc: false", container("mute"), UPLINK.port(SERVICE), host);
        table.none("service of the host, internal", container("keeper"), at("10.30.0.1", "fd00:30::1", SERVICE));
        table.none("service of the host, internal", container("keeper"), UPLINK.port(SERVICE));
        table.all(
                "service of the host, internal, host_access: true",
                container("clerk"),
                at("10.70.0.1", "fd00:70::1", SERVICE),
                host);
        table.none("service of the host, host_access: false", container("guest"), UPLINK.port(SERVICE));
        table.none(
                "service of the host, host_access: false", container("guest"), at("10.60.0.1", "fd00:60::1", SERVICE));
    }

    private static void fromTheHost(TruthTable table, Place host) {
        String any = "any container, any port";
        table.all(any, host, at("10.10.0.5", "fd00:10::5", 80), container("web"));
        table.all(any, host, at("10.20.0.5", "fd00:20::5", 81), container("other"));
        table.all(any, host, at("10.30.0.5", "fd00:30::5", 81), container("keeper"));
        table.all(any, host, at("10.50.0.7", "fd00:50::7", 81), container("mute"));
        table.all(any, host, at("10.60.0.5", "fd00:60::5", 81), container("guest"));
        table.all(any, host, at("10.70.0.5", "fd00:70::5", 81), container("clerk"));
        Place web = container("web");
        table.yes("published", host, UPLINK.port(8080), web);
        table.yes("published, localhost", host, Target.v4("127.0.0.1", 8080), web);
        table.yes("published, another loopback address", host, Target.v4("127.0.0.9", 8080), web);
        table.yes("published at 127.0.0.1", host, Target.v4("127.0.0.1", 8081), web);
        table.no("published at 127.0.0.1", host, UPLINK.port(8081));
        table.yes("published at another address", host, Target.v4(PacketHost.SECOND_V4, 8082), web);
        table.no("published at another address", host, Target.v4("127.0.0.1", 8082));
        table.yes("published with from", host, UPLINK.port(8083), web);
        table.no("published on an internal network", host, UPLINK.port(8090));
    }

    private static void fromOutside(TruthTable table, Place outside) {
        Place web = container("web");
        table.yes("published", outside, UPLINK.port(8080), web);
        table.yes("published, second address", outside, Target.v4(PacketHost.SECOND_V4, 8080), web);
        table.yes("published at that address", outside, Target.v4(PacketHost.SECOND_V4, 8082), web);
        table.no("published at another address", outside, UPLINK.port(8082));
        table.yes("published, from allows it", outside, UPLINK.port(8083), web);
        table.no("published, from does not", outside, at("192.0.2.99", "2001:db8::99", 0), UPLINK.port(8083));
        table.no("published at 127.0.0.1", outside, UPLINK.port(8081));
        table.no("published at 127.0.0.1, by its gateway's address", outside, at("10.10.0.1", "fd00:10::1", 8081));
        table.no("published on an internal network", outside, UPLINK.port(8090));
        table.none("a container's own address", outside, at("10.10.0.5", "fd00:10::5", 80));
        table.no("exposed, not published", outside, at("10.10.0.5", "fd00:10::5", 90));
        table.no("exposed, not published", outside, UPLINK.port(90));
        table.none("a container's own address, internal", outside, at("10.30.0.5", "fd00:30::5", 80));
        table.none("a container's own address, icc: false", outside, at("10.50.0.5", "fd00:50::5", 80));
    }

    private static void toOutside(TruthTable table, Place outside) {
        String out = "outside";
        for (String name : List.of("web", "other", "mute", "guest")) {
            table.masqueraded(out, container(name), WORLD, outside, UPLINK);
        }
        table.none("outside, from an internal network", container("keeper"), WORLD);
        table.none("outside, from an internal network", container("clerk"), WORLD);
    }

    private static Place container(String name) {
        return Place.named("shop." + name);
    }

    private static Target at(String v4, String v6, int port) {
        return new Target(v4, v6, port);
    }
}
