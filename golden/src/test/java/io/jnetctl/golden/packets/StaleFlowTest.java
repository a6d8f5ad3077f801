package io.jnetctl.golden.packets;

import static io.jnetctl.golden.packets.PacketHost.HOST_V4;
import static io.jnetctl.golden.packets.PacketHost.HOST_V6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that never stop talking follow the manifest all the same: no flow outlives the port or the address that it was for. */
final class StaleFlowTest {
    private static final List<String> HOST = List.of(HOST_V4, HOST_V6);

    /** Port 9090 of web stays where it is throughout. */
    private static final String WEB = """
            apiVersion: jnetctl/v1
            stack: lab
            networks:
              app: {subnets: [10.10.0.0/24, "fd00:10::/64"]}
            containers:
              web:
                networks: {app: {ipv4_address: 10.10.0.5, ipv6_address: "fd00:10::5"}}
                publish: [9090:80/udp, PORT]
              spare:
                networks: {app: {ipv4_address: 10.10.0.6, ipv6_address: "fd00:10::6"}}
                publish: [SPARE]
            """;

    private static final String PUBLISHED = WEB.replace("PORT", "8080:80/udp").replace("SPARE", "");

    /** What is done once the client has talked to web. */
    @FunctionalInterface
    private interface Sequel {
        void run(PacketHost host, Talker client) throws Exception;
    }

    private static void talking(Iptables make, Sequel sequel) throws Exception {
        PacketHost.run(make, host -> {
            host.apply(PUBLISHED);
            host.listen(host.container("lab.web"), 80);
            host.listen(host.container("lab.spare"), 80);
            try (Talker client = host.talker(host.outside())) {
                for (String address : HOST) {
                    assertEquals("lab.web", client.heardBy(address, 8080));
                }
                sequel.run(host, client);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPortThatIsNoLongerPublishedIsSilent(Iptables make) throws Exception {
        talking(make, (host, client) -> {
            host.apply(WEB.replace("PORT", "").replace("SPARE", ""));
            for (String address : HOST) {
                assertTrue(client.isUnheard(address, 8080, 9090), address);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPortThatMovedIsSilentWhereItWas(Iptables make) throws Exception {
        talking(make, (host, client) -> {
            host.apply(WEB.replace("PORT", "8081:80/udp").replace("SPARE", ""));
            for (String address : HOST) {
                assertTrue(client.isUnheard(address, 8080, 9090), address);
                assertEquals("lab.web", client.heardBy(address, 8081));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPortOfAnotherContainerIsHeardThere(Iptables make) throws Exception {
        talking(make, (host, client) -> {
            host.apply(WEB.replace("PORT", "").replace("SPARE", "8080:80/udp"));
            for (String address : HOST) {
                assertEquals("lab.spare", client.heardBy(address, 8080));
            }
            host.apply(PUBLISHED);
            for (String address : HOST) {
                assertEquals("lab.web", client.heardBy(address, 8080));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aContainerIsHeardAtItsNewAddress(Iptables make) throws Exception {
        talking(make, (host, client) -> {
            host.apply(PUBLISHED.replace("10.10.0.5", "10.10.0.7").replace("fd00:10::5", "fd00:10::7"));
            for (String address : HOST) {
                assertEquals("lab.web", client.heardBy(address, 8080));
            }
        });
    }

    /** The first packet finds no rule, and makes a flow to the host itself. */
    @ParameterizedTest
    @EnumSource
    void aPortThatWasAskedForTooEarlyIsHeardOncePublished(Iptables make) throws Exception {
        talking(make, (host, client) -> {
            for (String address : HOST) {
                assertTrue(client.isUnheard(address, 8082, 9090), address);
            }
            host.apply(PUBLISHED.replace("8080:80/udp", "8080:80/udp, 8082:80/udp"));
            for (String address : HOST) {
                assertEquals("lab.web", client.heardBy(address, 8082));
            }
        });
    }
}
