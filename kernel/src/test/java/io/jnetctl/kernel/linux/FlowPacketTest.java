package io.jnetctl.kernel.linux;

import static io.jnetctl.kernel.linux.RealHost.FRONT;
import static io.jnetctl.kernel.linux.RealHost.address;
import static io.jnetctl.kernel.linux.RealHost.bridge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.conntrack.Connections;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Veth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client outside that goes on sending from the same port while the host's port is published, moved, and published no more. */
class FlowPacketTest {
    private static final Owner END = new Owner("shop", "web/front");
    private static final Netns WEB = Netns.named("shop.web");
    private static final Netns DB = Netns.named("shop.db");
    private static final Netns CLIENT = Netns.named("shop.client");
    private static final int CLIENT_PORT = 4000;
    private static final int HOST_PORT = 5300;
    private static final int PORT = 7000;
    private static final int SOON = 200;

    private static String ip(Family family, int network, int number) {
        return family == Family.V4
                ? "10.%d.0.%d/24".formatted(network, number)
                : "fd00:%d::%d/64".formatted(network, number);
    }

    private static IpAddress bare(Family family, int network, int number) {
        return address(WEB, "eth0", ip(family, network, number)).address().address();
    }

    private static Rule publish(Family family, int number) {
        IpAddress target = bare(family, 10, number);
        String to = (family == Family.V4 ? target : "[" + target + "]") + ":" + PORT;
        return new Rule(
                family,
                "nat",
                "JNET-PORTS",
                List.of(("-d " + bare(family, 20, 1) + (family == Family.V4 ? "/32" : "/128")
                                + " -p udp -m udp --dport " + HOST_PORT + " -j DNAT --to-destination " + to)
                        .split(" ")),
                null);
    }

    private static void container(RealHost host, Family family, String name, String master, int network, int number) {
        Netns netns = Netns.named("shop." + name);
        MacAddress mac = MacAddress.parse("02:42:00:00:00:0" + number);
        host.add(new Owner("shop", name), new Namespace(netns.name(), true));
        host.add(
                END,
                new Veth("v-" + name, netns, "eth0", master, mac, 1500, true, true, null),
                address(netns, "eth0", ip(family, network, number)));
    }

    /** Two servers on the bridge, 10.10.0.0/24; a client on a wire of its own, 10.20.0.0/24; the host between, with forwarding on. */
    private static void plumb(RealHost host, Family family) throws Exception {
        Path forwarding = Path.of(
                family == Family.V4 ? "/proc/sys/net/ipv4/ip_forward" : "/proc/sys/net/ipv6/conf/all/forwarding");
        Files.writeString(forwarding, "1");
        // The bridge asks for the servers by its link-local address, which it has only after a second of detecting
        // duplicates.
        Files.writeString(Path.of("/proc/sys/net/ipv6/conf/default/accept_dad"), "0");
        host.add(FRONT, bridge(), address(Netns.HOST, "br-front", ip(family, 10, 1)));
        container(host, family, "web", "br-front", 10, 5);
        container(host, family, "db", "br-front", 10, 6);
        container(host, family, "client", "", 20, 7);
        host.add(FRONT, address(Netns.HOST, "v-client", ip(family, 20, 1)));
        for (Netns netns : List.of(WEB, DB)) {
            host.add(
                    END,
                    Route.via(
                            netns,
                            Cidr.parse(family == Family.V4 ? "0.0.0.0/0" : "::/0"),
                            bare(family, 10, 1),
                            "eth0"));
        }
        host.add(FRONT, new Chain(family, "nat", "JNET-PORTS"));
        host.add(FRONT, new Rule(family, "nat", "PREROUTING", List.of("-j", "JNET-PORTS"), true));
    }

    private static long flows(Family family) {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            return new Connections(socket)
                    .list(family).stream()
                            .flatMap(connection -> connection.flow().stream())
                            .filter(flow -> flow.original().sourcePort() == CLIENT_PORT)
                            .count();
        }
    }

    private static boolean reaches(Datagrams client, Datagrams server, Family family) throws Exception {
        server.drain();
        client.send(bare(family, 20, 1), HOST_PORT);
        return server.receives(SOON);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aFlowFollowsThePublicationsOfItsPort(Family family) throws Exception {
        RealHost.run(host -> {
            plumb(host, family);
            try (OpenNamespaces namespaces = new OpenNamespaces();
                    Datagrams web = Datagrams.open(namespaces, WEB, family, PORT);
                    Datagrams db = Datagrams.open(namespaces, DB, family, PORT);
                    Datagrams service = Datagrams.open(namespaces, Netns.HOST, family, HOST_PORT);
                    Datagrams client = Datagrams.open(namespaces, CLIENT, family, CLIENT_PORT)) {
                // A first packet that comes before anything is published; IPv6 needs a moment for its addresses.
                for (int i = 0; i < 20 && !reaches(client, service, family); i++) {
                    client.drain();
                }
                assertTrue(reaches(client, service, family), "the host's own");

                host.add(END, publish(family, 5));
                assertTrue(reaches(client, web, family), "published");
                assertFalse(reaches(client, service, family), "published, no more the host's own");

                host.execute(new Operation.Remove(publish(family, 5)), new Operation.Add(publish(family, 6), END));
                assertTrue(reaches(client, db, family), "moved");
                assertFalse(reaches(client, web, family), "moved away");

                host.remove(publish(family, 6));
                assertEquals(0, flows(family), "published no more");
                assertTrue(reaches(client, service, family), "the host's own again");
            }
        });
    }
}
