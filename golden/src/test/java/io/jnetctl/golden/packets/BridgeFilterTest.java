package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.HOST_V6;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers that are kept apart stay so, also when others change whether iptables sees what is bridged after jnetctl was there. */
final class BridgeFilterTest {
    private static final Place WEB = Place.named("lab.web");
    private static final Place APP = Place.named("lab.app");
    private static final Place MUTE = Place.named("lab.mute");

    private static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: lab
            networks:
              quiet: {subnets: [10.50.0.0/24, "fd00:50::/64"], icc: false}
            containers:
              web:
                networks: {quiet: {ipv4_address: 10.50.0.5, ipv6_address: "fd00:50::5"}}
                publish: ["8080:80", "8080:80/udp"]
              app: {networks: {quiet: {ipv4_address: 10.50.0.6, ipv6_address: "fd00:50::6"}}, links: [web]}
              mute: {networks: {quiet: {ipv4_address: 10.50.0.7, ipv6_address: "fd00:50::7"}}}
            """;

    private static void setBridgeFilter(PacketHost host, String value) {
        for (String name : List.of("iptables", "ip6tables")) {
            host.set(host.host(), "net.bridge.bridge-nf-call-" + name, value);
        }
    }

    /** Those that are kept apart have learnt each other's MAC addresses. */
    private static void goStraight() throws Exception {
        PacketHost.run("""
                ip -n lab.mute neighbour replace 10.50.0.5 lladdr 02:42:0a:32:00:05 dev eth0
                ip -n lab.mute neighbour replace fd00:50::5 lladdr 02:42:0a:32:00:05 dev eth0
                ip -n lab.web neighbour replace 10.50.0.7 lladdr 02:42:0a:32:00:07 dev eth0
                ip -n lab.web neighbour replace fd00:50::7 lladdr 02:42:0a:32:00:07 dev eth0
                """);
    }

    private static List<Probe> closed() {
        List<Probe> probes = new ArrayList<>();
        for (String address : List.of("10.50.0.5", "fd00:50::5")) {
            probes.add(Probe.tcp(MUTE, address, 80).isLost());
            probes.add(Probe.udp(MUTE, address, 81).isLost());
            probes.add(Probe.tcp(APP, address, 81).isLost());
            probes.add(Probe.ping(MUTE, address).isLost());
        }
        for (String address : List.of("10.50.0.7", "fd00:50::7")) {
            probes.add(Probe.udp(WEB, address, 80).isLost());
        }
        return probes;
    }

    private static List<Probe> open(PacketHost host) {
        List<Probe> probes = new ArrayList<>();
        for (String address : List.of("10.50.0.5", "fd00:50::5")) {
            probes.add(Probe.tcp(APP, address, 80).reaches(WEB));
            probes.add(Probe.udp(APP, address, 80).reaches(WEB));
            probes.add(Probe.tcp(host.host(), address, 81).reaches(WEB));
        }
        for (String address : List.of(HOST_V4, HOST_V6)) {
            for (Place from : List.of(host.outside(), host.host(), WEB, APP, MUTE)) {
                probes.add(Probe.tcp(from, address, 8080).reaches(WEB));
                probes.add(Probe.udp(from, address, 8080).reaches(WEB));
            }
        }
        return probes;
    }

    @ParameterizedTest
    @CsvSource({"NFT, 1, 0", "NFT, 0, 1", "LEGACY, 1, 0", "LEGACY, 0, 1"})
    void whatIsClosedStaysSoAndWhatIsOpenToo(Iptables make, String before, String after) throws Exception {
        PacketHost.run(make, host -> {
            setBridgeFilter(host, before);
            host.apply(MANIFEST);
            for (Place place : List.of(WEB, APP, MUTE)) {
                host.listen(place, 80, 81);
            }
            host.check(closed());
            host.check(open(host));

            setBridgeFilter(host, after);
            goStraight();
            host.check(closed());
            host.check(open(host));

            host.apply(MANIFEST);
            host.check(closed());
            host.check(open(host));
        });
    }
}
