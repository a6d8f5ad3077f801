package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.HOST_V6;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V6;

import java.util.ArrayList;
import java.util.List;

/** A stack with something of each kind, and what passes in it whatever else is on the host. */
final class Shop {
    static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: shop
            networks:
              front: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
              back: {subnets: [10.20.0.0/24, "fd00:20::/64"]}
              vault: {subnets: [10.30.0.0/24, "fd00:30::/64"], internal: true}
              quiet: {subnets: [10.50.0.0/24, "fd00:50::/64"], icc: false}
              desk: {subnets: [10.70.0.0/24, "fd00:70::/64"], host_access: true}
            containers:
              web:
                networks: {front: {ipv4_address: 10.10.0.5, ipv6_address: "fd00:10::5"}}
                publish: [8080:80, 8080:80/udp, 127.0.0.1:8081:80]
              peer: {networks: {front: {ipv4_address: 10.10.0.6, ipv6_address: "fd00:10::6"}}}
              other: {networks: {back: {ipv4_address: 10.20.0.5, ipv6_address: "fd00:20::5"}}}
              keeper: {networks: {vault: {ipv4_address: 10.30.0.5, ipv6_address: "fd00:30::5"}}}
              reader: {networks: {vault: {ipv4_address: 10.30.0.6, ipv6_address: "fd00:30::6"}}}
              db: {networks: {quiet: {ipv4_address: 10.50.0.5, ipv6_address: "fd00:50::5"}}, expose: ["80", 80/udp]}
              app: {networks: {quiet: {ipv4_address: 10.50.0.6, ipv6_address: "fd00:50::6"}}, links: [db]}
              mute: {networks: {quiet: {ipv4_address: 10.50.0.7, ipv6_address: "fd00:50::7"}}}
              clerk: {networks: {desk: {ipv4_address: 10.70.0.5, ipv6_address: "fd00:70::5"}}}
            """;

    static final int SERVICE = 7000;

    private Shop() {}

    /** All containers serve 80 and 81; the host serves {@link #SERVICE} at its gateway of desk. */
    static void listen(PacketHost host) {
        for (String name : List.of("web", "peer", "other", "keeper", "reader", "db", "app", "mute", "clerk")) {
            host.listen(container(name), 80, 81);
        }
        host.listenAt(host.host(), "10.70.0.1", SERVICE);
        host.listenAt(host.host(), "fd00:70::1", SERVICE);
    }

    static Place container(String name) {
        return Place.named("shop." + name);
    }

    /** Needs somebody who listens at port 80 outside. */
    static List<Probe> traffic(PacketHost host) {
        List<Probe> probes = new ArrayList<>();
        for (Transport transport : List.of(Transport.TCP, Transport.UDP)) {
            published(probes, host, transport);
            networks(probes, host, transport);
            links(probes, transport);
        }
        probes.add(Probe.tcp(host.host(), "127.0.0.1", 8081).reaches(container("web")));
        probes.add(Probe.tcp(host.outside(), HOST_V4, 8081).isLost());
        return probes;
    }

    private static void published(List<Probe> probes, PacketHost host, Transport transport) {
        Place web = container("web");
        for (String address : List.of(HOST_V4, HOST_V6)) {
            for (Place from : List.of(
                    host.host(), host.outside(), web, container("peer"), container("other"), container("mute"))) {
                probes.add(Probe.of(transport, from, address, 8080).reaches(web));
            }
            probes.add(Probe.of(transport, container("keeper"), address, 8080).isLost());
        }
        probes.add(Probe.of(transport, host.host(), "127.0.0.1", 8080).reaches(web));
    }

    private static void networks(List<Probe> probes, PacketHost host, Transport transport) {
        Place web = container("web");
        for (String address : List.of("10.10.0.5", "fd00:10::5")) {
            probes.add(Probe.of(transport, container("peer"), address, 81).reaches(web));
            probes.add(Probe.of(transport, host.host(), address, 81).reaches(web));
            probes.add(Probe.of(transport, container("other"), address, 80).isLost());
            probes.add(Probe.of(transport, host.outside(), address, 80).isLost());
        }
        probes.add(Probe.of(transport, container("keeper"), "10.30.0.6", 80).reaches(container("reader")));
        probes.add(Probe.of(transport, container("keeper"), "fd00:30::6", 80).reaches(container("reader")));
        probes.add(Probe.of(transport, container("web"), OUTSIDE_V4, 80).reaches(host.outside(), HOST_V4));
        probes.add(Probe.of(transport, container("web"), OUTSIDE_V6, 80).reaches(host.outside(), HOST_V6));
        probes.add(Probe.of(transport, container("keeper"), OUTSIDE_V4, 80).isLost());
        probes.add(Probe.of(transport, container("clerk"), "10.70.0.1", SERVICE).reaches(host.host()));
        probes.add(
                Probe.of(transport, container("clerk"), "fd00:70::1", SERVICE).reaches(host.host()));
    }

    private static void links(List<Probe> probes, Transport transport) {
        Place db = container("db");
        for (String address : List.of("10.50.0.5", "fd00:50::5")) {
            probes.add(Probe.of(transport, container("app"), address, 80).reaches(db));
            probes.add(Probe.of(transport, container("app"), address, 81).isLost());
            probes.add(Probe.of(transport, container("mute"), address, 80).isLost());
        }
        probes.add(Probe.of(transport, db, "10.50.0.6", 80).isLost());
        probes.add(Probe.of(transport, db, "fd00:50::6", 80).isLost());
    }
}
