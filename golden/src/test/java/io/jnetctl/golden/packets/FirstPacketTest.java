package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.HOST_V6;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V4;
import static io.jnetctl.golden.packets.PacketHost.OUTSIDE_V6;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once apply says that it is done, it is: the first datagram gets through, and none has to be sent again. */
final class FirstPacketTest {
    private static final Place WEB = Place.named("lab.web");
    private static final Place DB = Place.named("lab.db");

    private static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: lab
            networks:
              app: {subnets: [10.10.0.0/24, "fd00:10::/64"], bridge: br-app}
            containers:
              web:
                networks: {app: {ipv4_address: 10.10.0.5, ipv6_address: "fd00:10::5"}}
                publish: [8080:80/udp]
              db: {networks: {app: {ipv4_address: 10.10.0.6, ipv6_address: "fd00:10::6"}}}
            """;

    /** The host asks once for a neighbour; more often, it would hide by waiting that it may not ask yet. */
    private static void apply(PacketHost host) throws Exception {
        host.apply(MANIFEST);
        host.set(host.host(), "net.ipv6.neigh.br-app.mcast_solicit", "1");
        host.set(host.host(), "net.ipv4.neigh.br-app.mcast_solicit", "1");
    }

    private static void arrives(PacketHost host, Place from, String address, int port, Place to) throws Exception {
        try (Talker client = host.talker(from)) {
            assertEquals(to.name(), client.heardAtOnceBy(address, port), from + " -> " + address);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatComesFromOutsideGetsThrough(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            apply(host);
            host.listen(WEB, 80);
            for (String address : List.of(HOST_V6, HOST_V4)) {
                arrives(host, host.outside(), address, 8080, WEB);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatContainersSendGetsThrough(Iptables make) throws Exception {
        PacketHost.run(make, host -> {
            host.listen(host.outside(), 80);
            apply(host);
            host.listen(WEB, 80);
            for (String address : List.of(OUTSIDE_V6, OUTSIDE_V4)) {
                arrives(host, WEB, address, 80, host.outside());
            }
            for (String address : List.of("fd00:10::5", "10.10.0.5")) {
                arrives(host, DB, address, 80, WEB);
                arrives(host, host.host(), address, 80, WEB);
            }
        });
    }
}
