package io.jnetctl.kernel.linux;

import static io.jnetctl.kernel.linux.RealHost.FRONT;
import static io.jnetctl.kernel.linux.RealHost.address;
import static io.jnetctl.kernel.linux.RealHost.bridge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.route.NeighbourAttribute;
import io.jnetctl.kernel.linux.route.NeighbourMessage;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Veth;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Neighbours that remember an address learn at once where it is now. */
class AnnouncementTest {
    private static final Owner END = new Owner("shop", "db/front");
    private static final Netns WEB = Netns.named("shop.web");
    private static final Netns DB = Netns.named("shop.db");
    private static final Netns CLIENT = Netns.named("shop.client");
    private static final int PORT = 7000;
    private static final int SOON = 100;
    private static final int BETWEEN_DATAGRAMS = 10;

    private static String ip(Family family, int number) {
        return family == Family.V4 ? "10.10.0." + number + "/24" : "fd00:10::" + number + "/64";
    }

    private static IpAddress bare(Family family, int number) {
        return address(WEB, "eth0", ip(family, number)).address().address();
    }

    private static Veth end(String name, int number) {
        return new Veth(
                "v-" + name,
                Netns.named("shop." + name),
                "eth0",
                "br-front",
                MacAddress.parse("02:42:00:00:00:0" + number),
                1500,
                true,
                true,
                null);
    }

    /** Web has 5, the client 7; db has no address of the network yet. */
    private static void plumb(RealHost host, Family family) {
        host.add(FRONT, bridge(), address(Netns.HOST, "br-front", ip(family, 1)));
        int number = 5;
        for (String name : List.of("web", "db", "client")) {
            Netns netns = Netns.named("shop." + name);
            host.add(new Owner("shop", name), new Namespace(netns.name(), true));
            host.add(END, end(name, number));
            if (!netns.equals(DB)) {
                host.add(END, address(netns, "eth0", ip(family, number)));
            }
            number++;
        }
    }

    /** They have just spoken, so that nobody doubts what they remember. */
    private static void warm(Datagrams one, Datagrams other, IpAddress address) throws Exception {
        one.send(address, PORT);
        assertTrue(other.receives(5_000), "no way from the start");
        assertTrue(one.isAnswered(5_000), "no way back from the start");
    }

    /** A new IPv6 address takes its kernel a moment, so that the first datagrams may be lost. */
    private static boolean reaches(Datagrams one, Datagrams other, IpAddress address) throws Exception {
        other.drain();
        for (int waited = 0; waited < SOON; waited += BETWEEN_DATAGRAMS) {
            one.send(address, PORT);
            if (other.receives(BETWEEN_DATAGRAMS)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void anAddressThatAnotherContainerTakesOverIsReachedThereAtOnce(Family family) throws Exception {
        RealHost.run(host -> {
            plumb(host, family);
            try (OpenNamespaces namespaces = new OpenNamespaces();
                    Datagrams web = Datagrams.open(namespaces, WEB, family, PORT);
                    Datagrams db = Datagrams.open(namespaces, DB, family, PORT);
                    Datagrams client = Datagrams.open(namespaces, CLIENT, family, PORT);
                    Datagrams outer = Datagrams.open(namespaces, Netns.HOST, family, PORT)) {
                warm(client, web, bare(family, 5));
                warm(outer, web, bare(family, 5));
                host.execute(
                        new Operation.Remove(address(WEB, "eth0", ip(family, 5))),
                        new Operation.Add(address(DB, "eth0", ip(family, 5)), END));
                assertTrue(reaches(client, db, bare(family, 5)), "from the client");
                assertTrue(reaches(outer, db, bare(family, 5)), "from the host");
                assertEquals(List.of(), remembered(namespaces, DB, bare(family, 5)), "it remembers itself");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void anAddressOfAContainerThatIsMadeAnewIsReachedThereAtOnce(Family family) throws Exception {
        RealHost.run(host -> {
            plumb(host, family);
            try (OpenNamespaces namespaces = new OpenNamespaces();
                    Datagrams web = Datagrams.open(namespaces, WEB, family, PORT);
                    Datagrams client = Datagrams.open(namespaces, CLIENT, family, PORT);
                    Datagrams outer = Datagrams.open(namespaces, Netns.HOST, family, PORT)) {
                warm(client, web, bare(family, 5));
                warm(outer, web, bare(family, 5));
                host.execute(
                        new Operation.Remove(end("web", 5)),
                        new Operation.Add(end("web", 9), END),
                        new Operation.Add(address(WEB, "eth0", ip(family, 5)), END));
                assertTrue(reaches(client, web, bare(family, 5)), "from the client");
                assertTrue(reaches(outer, web, bare(family, 5)), "from the host");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aContainerWithANewMacAddressIsReachedAtOnce(Family family) throws Exception {
        RealHost.run(host -> {
            plumb(host, family);
            try (OpenNamespaces namespaces = new OpenNamespaces();
                    Datagrams web = Datagrams.open(namespaces, WEB, family, PORT);
                    Datagrams client = Datagrams.open(namespaces, CLIENT, family, PORT);
                    Datagrams outer = Datagrams.open(namespaces, Netns.HOST, family, PORT)) {
                warm(client, web, bare(family, 5));
                warm(outer, web, bare(family, 5));
                host.execute(new Operation.Update(end("web", 5), end("web", 9), Set.of("mac_address"), END));
                assertTrue(reaches(client, web, bare(family, 5)), "from the client");
                assertTrue(reaches(outer, web, bare(family, 5)), "from the host");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aGatewayWithANewMacAddressIsReachedAtOnce(Family family) throws Exception {
        RealHost.run(host -> {
            plumb(host, family);
            try (OpenNamespaces namespaces = new OpenNamespaces();
                    Datagrams client = Datagrams.open(namespaces, CLIENT, family, PORT);
                    Datagrams outer = Datagrams.open(namespaces, Netns.HOST, family, PORT)) {
                warm(client, outer, bare(family, 1));
                Bridge after = new Bridge("br-front", MacAddress.parse("02:42:00:00:00:99"), 1500, true, null);
                host.execute(new Operation.Update(bridge(), after, Set.of("mac_address"), FRONT));
                assertTrue(reaches(client, outer, bare(family, 1)));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aGatewayWhoseBridgeIsMadeAnewIsReachedAtOnce(Family family) throws Exception {
        RealHost.run(host -> {
            plumb(host, family);
            try (OpenNamespaces namespaces = new OpenNamespaces();
                    Datagrams client = Datagrams.open(namespaces, CLIENT, family, PORT);
                    Datagrams outer = Datagrams.open(namespaces, Netns.HOST, family, PORT)) {
                warm(client, outer, bare(family, 1));
                host.execute(
                        new Operation.Remove(bridge()),
                        new Operation.Add(
                                new Bridge("br-front", MacAddress.parse("02:42:00:00:00:99"), 1500, true, null), FRONT),
                        new Operation.Add(address(Netns.HOST, "br-front", ip(family, 1)), FRONT),
                        new Operation.Update(end("client", 7), end("client", 7), Set.of("bridge"), END));
                assertTrue(reaches(client, outer, bare(family, 1)));
            }
        });
    }

    private static List<NeighbourMessage> remembered(OpenNamespaces namespaces, Netns netns, IpAddress address) {
        return namespaces.get(netns).tables().neighbours(NeighbourMessage.any(AddressFamily.of(address))).stream()
                .filter(neighbour -> neighbour
                        .find(NeighbourAttribute.Destination.class)
                        .filter(destination -> destination.address().equals(address))
                        .isPresent())
                .toList();
    }
}
