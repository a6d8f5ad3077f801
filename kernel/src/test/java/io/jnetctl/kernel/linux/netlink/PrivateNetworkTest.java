package io.jnetctl.kernel.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.linux.host.PrivateHost;
import io.jnetctl.kernel.linux.route.AddressAttribute;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.linux.route.BridgeAttribute;
import io.jnetctl.kernel.linux.route.BridgePortAttribute;
import io.jnetctl.kernel.linux.route.FamilySetting;
import io.jnetctl.kernel.linux.route.Inet6Attribute;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkInfoAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.LinkProperty;
import io.jnetctl.kernel.linux.route.NamespaceIdMessage;
import io.jnetctl.kernel.linux.route.RouteAttribute;
import io.jnetctl.kernel.linux.route.RouteMessage;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NetnsThread;
import io.jnetctl.kernel.linux.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The codec and the socket against the real kernel, each test in a host of its own. */
class PrivateNetworkTest {
    private static final MacAddress MAC = MacAddress.parse("02:42:0a:0a:00:05");

    @Test
    void aFreshHostHasOnlyItsLoopbackUp() throws Exception {
        PrivateHost.call(() -> {
            try (NetlinkSocket socket = open()) {
                List<LinkMessage> links = new RouteTables(socket).links();
                assertEquals(
                        List.of("lo"),
                        links.stream().map(PrivateNetworkTest::name).toList());
                assertTrue(links.getFirst().isUp());
            }
            return true;
        });
    }

    @Test
    void aBridgeAndAVethIntoAnotherNamespaceReadBackAsMade() throws Exception {
        PrivateHost.call(() -> {
            try (NetnsThread thread = NetnsThread.start("visitor");
                    Fd netns = thread.createNetns();
                    NetlinkSocket host = open();
                    NetlinkSocket inside = thread.callIn(netns, PrivateNetworkTest::open)) {
                RouteTables tables = new RouteTables(host);
                host.request(bridge("br-front").create());
                LinkMessage bridge = tables.link(LinkMessage.named("br-front"));
                host.request(veth("v1", bridge.index(), netns).create());
                // The kernel passes over an alias in the message that makes a link.
                host.request(LinkMessage.named("v1")
                        .with(new LinkAttribute.Alias("jnetctl:shop/web/front"))
                        .change());

                LinkMessage port = tables.link(LinkMessage.named("v1"));
                assertEquals(
                        bridge.index(),
                        attribute(port, LinkAttribute.Master.class).index());
                assertEquals(
                        "jnetctl:shop/web/front",
                        attribute(port, LinkAttribute.Alias.class).text());
                assertEquals(77, attribute(port, LinkAttribute.Group.class).number());
                assertEquals(1400, attribute(port, LinkAttribute.Mtu.class).bytes());
                List<LinkInfoAttribute> info =
                        attribute(port, LinkAttribute.Info.class).attributes();
                assertTrue(info.contains(new LinkInfoAttribute.Kind("veth")));
                assertTrue(info.contains(new LinkInfoAttribute.PortKind("bridge")));

                LinkMessage peer = new RouteTables(inside).link(LinkMessage.named("eth0"));
                assertEquals(
                        MAC,
                        attribute(peer, LinkAttribute.HardwareAddress.class)
                                .mac()
                                .orElseThrow());
                assertEquals(
                        port.index(), attribute(peer, LinkAttribute.Lower.class).index());
                assertEquals(
                        attribute(port, LinkAttribute.PeerNamespace.class).namespaceId(),
                        tables.namespaceId(NamespaceIdMessage.ofFd(netns.number()))
                                .id());
            }
            return true;
        });
    }

    @Test
    void theOtherNamespaceIsReadThroughTheHostsSocketByItsId() throws Exception {
        PrivateHost.call(() -> {
            try (NetnsThread thread = NetnsThread.start("visitor");
                    Fd netns = thread.createNetns();
                    NetlinkSocket host = open()) {
                RouteTables tables = new RouteTables(host);
                host.request(NamespaceIdMessage.ofFd(netns.number(), 5).create());
                assertEquals(
                        5,
                        tables.namespaceId(NamespaceIdMessage.ofFd(netns.number()))
                                .id());
                LinkMessage there = LinkMessage.any().with(new LinkAttribute.TargetNamespace(5));

                List<LinkMessage> links = tables.links(there);

                assertEquals(
                        List.of("lo"),
                        links.stream().map(PrivateNetworkTest::name).toList());
                assertFalse(links.getFirst().isUp());
                AddressMessage thereToo = AddressMessage.any().with(new AddressAttribute.TargetNamespace(5));
                assertEquals(List.of(), tables.addresses(thereToo));
            }
            return true;
        });
    }

    @Test
    void settingsOfBridgesAndPortsReadBackAsSet() throws Exception {
        PrivateHost.call(() -> {
            try (NetlinkSocket host = open()) {
                RouteTables tables = new RouteTables(host);
                host.request(bridge("br0").create());
                LinkMessage bridge = tables.link(LinkMessage.named("br0"));
                host.request(pair("d0")
                        .with(new LinkAttribute.Master(bridge.index()))
                        .create());
                host.request(LinkMessage.named("d0")
                        .with(info(
                                new LinkInfoAttribute.PortKind("bridge"),
                                new LinkInfoAttribute.BridgePortData(List.of(
                                        new BridgePortAttribute.Isolated(true),
                                        new BridgePortAttribute.Hairpin(true)))))
                        .change());
                host.request(LinkMessage.named("d0")
                        .with(new LinkAttribute.FamilySettings(
                                List.of(new FamilySetting.Inet6(List.of(new Inet6Attribute.AddressGenerationMode(1))))))
                        .change());
                LinkAttribute.Properties names =
                        new LinkAttribute.Properties(List.of(new LinkProperty.AlternativeName("jnetctl-shop-front")));
                host.request(LinkMessage.ofIndex(bridge.index()).with(names).addProperties());

                LinkMessage port = tables.link(LinkMessage.named("d0"));
                List<BridgePortAttribute> portData = attribute(port, LinkAttribute.Info.class).attributes().stream()
                        .filter(LinkInfoAttribute.BridgePortData.class::isInstance)
                        .flatMap(data -> ((LinkInfoAttribute.BridgePortData) data).attributes().stream())
                        .toList();
                assertTrue(portData.contains(new BridgePortAttribute.Isolated(true)));
                assertTrue(portData.contains(new BridgePortAttribute.Hairpin(true)));
                LinkMessage sameBridge =
                        tables.link(LinkMessage.any().with(new LinkAttribute.AlternativeName("jnetctl-shop-front")));
                assertEquals(bridge.index(), sameBridge.index());
                assertEquals(names, attribute(sameBridge, LinkAttribute.Properties.class));
                List<BridgeAttribute> bridgeData = attribute(sameBridge, LinkAttribute.Info.class).attributes().stream()
                        .filter(LinkInfoAttribute.BridgeData.class::isInstance)
                        .flatMap(data -> ((LinkInfoAttribute.BridgeData) data).attributes().stream())
                        .toList();
                assertTrue(bridgeData.contains(new BridgeAttribute.CallIptables(true)));
                assertTrue(attribute(port, LinkAttribute.FamilySettings.class).settings().stream()
                        .filter(FamilySetting.Inet6.class::isInstance)
                        .flatMap(v6 -> ((FamilySetting.Inet6) v6).attributes().stream())
                        .anyMatch(new Inet6Attribute.AddressGenerationMode(1)::equals));
            }
            return true;
        });
    }

    @Test
    void addressesAndRoutesOfBothFamiliesReadBackAsMade() throws Exception {
        PrivateHost.call(() -> {
            try (NetlinkSocket host = open()) {
                RouteTables tables = new RouteTables(host);
                host.request(bridge("br0").up().create());
                int index = tables.link(LinkMessage.named("br0")).index();
                InterfaceAddress v4 = InterfaceAddress.parse("10.10.0.1/24");
                InterfaceAddress v6 = InterfaceAddress.parse("fd00:10::1/64");
                AddressAttribute noDad = new AddressAttribute.Flags(AddressMessage.IFA_F_NODAD);
                AddressAttribute broadcast = new AddressAttribute.Broadcast(IpAddress.parse("10.10.0.255"));
                RouteMessage viaGateway = RouteMessage.to(Cidr.parse("192.0.2.0/24"))
                        .with(gateway("10.10.0.9"), new RouteAttribute.Priority(50));
                RouteMessage v6Default = RouteMessage.defaultRoute(Family.V6)
                        .with(gateway("fd00:10::9"), new RouteAttribute.OutputLink(index));
                RouteMessage blackhole = RouteMessage.to(Cidr.parse("198.51.100.0/24"))
                        .as(RouteMessage.RTPROT_STATIC, RouteMessage.RT_SCOPE_UNIVERSE, RouteMessage.RTN_BLACKHOLE);

                List<Answer> answers = host.requestAll(List.of(
                        AddressMessage.of(index, v4)
                                .with(broadcast, new AddressAttribute.Protocol(0x4a))
                                .create(),
                        AddressMessage.of(index, v6).with(noDad).create(),
                        viaGateway.create(),
                        v6Default.create(),
                        blackhole.create()));

                assertEquals(
                        List.of(),
                        answers.stream()
                                .filter(Answer.Refused.class::isInstance)
                                .toList());
                List<AddressMessage> addresses = tables.addresses().stream()
                        .filter(address -> address.index() == index)
                        .toList();
                AddressMessage observed4 = only(addresses, v4);
                assertEquals(
                        0x4a,
                        observed4
                                .find(AddressAttribute.Protocol.class)
                                .orElseThrow()
                                .protocol());
                assertEquals(
                        broadcast,
                        observed4.find(AddressAttribute.Broadcast.class).orElseThrow());
                int flags = only(addresses, v6).flags();
                assertEquals(0, flags & AddressMessage.IFA_F_TENTATIVE);
                assertEquals(AddressMessage.IFA_F_PERMANENT, flags & AddressMessage.IFA_F_PERMANENT);
                List<RouteMessage> routes = new ArrayList<>(tables.routes(Family.V4));
                routes.addAll(tables.routes(Family.V6));
                assertTrue(routes.stream()
                        .anyMatch(route -> route.attributes().containsAll(viaGateway.attributes())
                                && route.table() == RouteMessage.RT_TABLE_MAIN));
                assertTrue(routes.stream()
                        .anyMatch(route -> route.attributes().containsAll(v6Default.attributes())
                                && route.destinationLength() == 0));
                assertTrue(routes.stream()
                        .anyMatch(route -> route.type() == RouteMessage.RTN_BLACKHOLE
                                && route.protocol() == RouteMessage.RTPROT_STATIC
                                && route.attributes().containsAll(blackhole.attributes())));
            }
            return true;
        });
    }

    @Test
    void aRefusalSaysWhatTheKernelSaysAboutIt() throws Exception {
        PrivateHost.call(() -> {
            try (NetlinkSocket host = open()) {
                ErrnoException refusal = assertThrows(
                        ErrnoException.class,
                        () -> host.request(RouteMessage.to(Cidr.parse("192.0.2.0/24"))
                                .with(gateway("203.0.113.1"))
                                .create()));
                assertEquals(Errno.ENETUNREACH, refusal.error());
                assertEquals(
                        "add route to 192.0.2.0/24: Nexthop has invalid gateway (ENETUNREACH)", refusal.getMessage());
                ErrnoException missing =
                        assertThrows(ErrnoException.class, () -> new RouteTables(host).link(LinkMessage.named("gone")));
                assertEquals("get link gone: No such device (ENODEV)", missing.getMessage());
            }
            return true;
        });
    }

    @Test
    void inABatchEachRequestGetsItsOwnAnswer() throws Exception {
        PrivateHost.call(() -> {
            try (NetlinkSocket host = open()) {
                int count = 300;
                List<Request> requests = IntStream.range(0, count)
                        .mapToObj(i -> i % 3 == 0 ? pair("twice") : pair("d" + i))
                        .map(LinkMessage::create)
                        .toList();

                List<Answer> answers = host.requestAll(requests);

                assertEquals(count, answers.size());
                for (int i = 0; i < count; i++) {
                    if (i % 3 == 0 && i > 0) {
                        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, answers.get(i));
                        assertEquals(Errno.EEXIST, refused.reason().error());
                    } else {
                        assertEquals(Answer.ACCEPTED, answers.get(i));
                    }
                }
                assertEquals(1 + 2 * 201, new RouteTables(host).links().size());
            }
            return true;
        });
    }

    @Test
    void aDatagramLongerThanTheBufferIsAskedForAgain() throws Exception {
        PrivateHost.call(() -> {
            try (NetlinkSocket small = new NetlinkSocket(Transport.open(NetlinkProtocol.ROUTE, 256))) {
                small.requestAll(IntStream.range(0, 50)
                        .mapToObj(i -> pair("d" + i).create())
                        .toList());
                RouteTables tables = new RouteTables(small);
                assertEquals(1 + 2 * 50, tables.links().size());
                assertEquals("d7", name(tables.link(LinkMessage.named("d7"))));
            }
            return true;
        });
    }

    @Test
    void whatTheDecoderThrowsLeavesTheSocketFitForTheNextExchange() throws Exception {
        PrivateHost.call(() -> {
            try (NetlinkSocket host = open()) {
                host.requestAll(IntStream.range(0, 200)
                        .mapToObj(i -> pair("d" + i).create())
                        .toList());
                assertThrows(
                        ArithmeticException.class,
                        () -> host.dump(LinkMessage.any().dump(), body -> {
                            throw new ArithmeticException();
                        }));
                assertEquals(1 + 2 * 200, new RouteTables(host).links().size());
            }
            return true;
        });
    }

    private static NetlinkSocket open() {
        return NetlinkSocket.open(NetlinkProtocol.ROUTE);
    }

    private static LinkMessage bridge(String name) {
        return LinkMessage.named(name)
                .with(info(
                        new LinkInfoAttribute.Kind("bridge"),
                        new LinkInfoAttribute.BridgeData(
                                List.of(new BridgeAttribute.SpanningTree(0), new BridgeAttribute.CallIptables(true)))));
    }

    private static LinkMessage veth(String name, int master, Fd peerNetns) {
        LinkMessage peer = LinkMessage.named("eth0")
                .with(LinkAttribute.HardwareAddress.of(MAC), new LinkAttribute.NamespaceFd(peerNetns.number()));
        return LinkMessage.named(name)
                .with(
                        new LinkAttribute.Mtu(1400),
                        new LinkAttribute.Master(master),
                        new LinkAttribute.Group(77),
                        info(new LinkInfoAttribute.Kind("veth"), new LinkInfoAttribute.VethPeer(peer)))
                .up();
    }

    private static LinkMessage pair(String name) {
        LinkMessage peer = LinkMessage.named(name + "-peer");
        return LinkMessage.named(name)
                .with(info(new LinkInfoAttribute.Kind("veth"), new LinkInfoAttribute.VethPeer(peer)));
    }

    private static LinkAttribute info(LinkInfoAttribute... attributes) {
        return new LinkAttribute.Info(List.of(attributes));
    }

    private static RouteAttribute gateway(String address) {
        return new RouteAttribute.Gateway(IpAddress.parse(address));
    }

    private static String name(LinkMessage link) {
        return attribute(link, LinkAttribute.Name.class).name();
    }

    private static <A extends LinkAttribute> A attribute(LinkMessage link, Class<A> type) {
        return link.find(type).orElseThrow();
    }

    private static AddressMessage only(List<AddressMessage> addresses, InterfaceAddress address) {
        List<AddressMessage> found = addresses.stream()
                .filter(candidate -> candidate.address().equals(Optional.of(address)))
                .toList();
        assertEquals(1, found.size());
        return found.getFirst();
    }
}
