package io.jnetctl.kernel.linux;

import static io.jnetctl.kernel.linux.RealHost.END;
import static io.jnetctl.kernel.linux.RealHost.FRONT;
import static io.jnetctl.kernel.linux.RealHost.SHOP;
import static io.jnetctl.kernel.linux.RealHost.WEB;
import static io.jnetctl.kernel.linux.RealHost.WEB_NETNS;
import static io.jnetctl.kernel.linux.RealHost.address;
import static io.jnetctl.kernel.linux.RealHost.bridge;
import static io.jnetctl.kernel.linux.RealHost.namespace;
import static io.jnetctl.kernel.linux.RealHost.veth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.netlink.RouteTables;
import io.jnetctl.kernel.linux.route.BridgeAttribute;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkInfoAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Veth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Namespaces, links, addresses and routes on the real kernel. */
class LinksTest {
    @Test
    void whatWasMadeIsObservedAsItWasAskedForWithItsOwners() throws Exception {
        RealHost.run(host -> {
            Route route = Route.via(WEB_NETNS, Cidr.parse("0.0.0.0/0"), IpAddress.parse("10.10.0.1"), "eth0");
            Route blackhole6 = Route.blackhole(WEB_NETNS, Cidr.parse("fd99::/64"));
            host.add(FRONT, bridge(), address(Netns.HOST, "br-front", "10.10.0.1/24"));
            host.add(WEB, namespace());
            host.add(END, veth(), address(WEB_NETNS, "eth0", "10.10.0.5/24"));
            host.add(END, address(WEB_NETNS, "eth0", "fd00::5/64"), route, blackhole6);
            host.assertHas(bridge(), FRONT);
            host.assertHas(namespace(), WEB);
            host.assertHas(veth(), END);
            host.assertHas(address(WEB_NETNS, "eth0", "10.10.0.5/24"), END);
            host.assertHas(address(WEB_NETNS, "eth0", "fd00::5/64"), END);
            host.assertHas(route, END);
            host.assertHas(blackhole6, WEB);
            Observed observed = host.observe();
            assertEquals(
                    8,
                    observed.entries().size(),
                    () -> observed.entries().keySet().toString());
            assertEquals(
                    List.of(new OccupiedPrefix(Cidr.parse("10.10.0.0/24"), "br-front")),
                    observed.facts().occupied());
            assertEquals(Set.of("shop"), observed.facts().stacks());
        });
    }

    @Test
    void everyAttributeOfAPairChangesInPlace() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            host.add(WEB, namespace());
            host.add(END, veth());
            MacAddress mac = MacAddress.parse("02:42:0a:0a:00:06");
            Veth after = new Veth("v-web", WEB_NETNS, "eth0", "", mac, 1400, false, false, false);
            Owner owner = new Owner("shop", "web/back");
            host.execute(new Operation.Update(
                    veth(), after, Set.of("bridge", "mac_address", "mtu", "up", "peer_up", "owner"), owner));
            host.assertHas(after, owner);
        });
    }

    @Test
    void everyAttributeOfABridgeChangesInPlace() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            Bridge after =
                    new Bridge("br-front", MacAddress.parse("02:42:00:00:00:02"), 1280, false, NetworkPolicy.NONE);
            host.execute(new Operation.Update(bridge(), after, Set.of("mac_address", "mtu", "up"), FRONT));
            host.assertHas(after, FRONT);
        });
    }

    /** Where br_netfilter is, what passes between containers that are kept apart must not hang on a setting of the whole host. */
    @Test
    void anIsolatedBridgeShowsWhatItForwardsToIptablesByItself() throws Exception {
        RealHost.run(host -> {
            NetworkPolicy policy = new NetworkPolicy(false, true, null, false);
            Bridge isolated = new Bridge("br-front", bridge().macAddress(), 1500, true, policy);
            Bridge hiding = new Bridge("br-front", bridge().macAddress(), 1500, true, null);
            host.add(FRONT, isolated);
            host.assertHas(isolated, FRONT);
            assertEquals(List.of(true, true), callsOfFront());

            hideIpv4OfFront();
            host.assertHas(hiding, FRONT);
            host.execute(new Operation.Update(hiding, isolated, Set.of("policy"), FRONT));
            host.assertHas(isolated, FRONT);
            assertEquals(List.of(true, true), callsOfFront());

            host.execute(new Operation.Update(isolated, bridge(), Set.of("policy"), FRONT));
            host.assertHas(bridge(), FRONT);
            assertEquals(List.of(false, false), callsOfFront());
        });
    }

    /** For IPv4 and IPv6. */
    private static List<Boolean> callsOfFront() {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE)) {
            List<BridgeAttribute> settings = new RouteTables(socket)
                            .link(LinkMessage.named("br-front"))
                            .find(LinkAttribute.Info.class)
                            .orElseThrow()
                            .attributes()
                            .stream()
                            .filter(LinkInfoAttribute.BridgeData.class::isInstance)
                            .flatMap(data -> ((LinkInfoAttribute.BridgeData) data).attributes().stream())
                            .toList();
            return List.of(
                    settings.contains(new BridgeAttribute.CallIptables(true)),
                    settings.contains(new BridgeAttribute.CallIp6tables(true)));
        }
    }

    private static void hideIpv4OfFront() {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE)) {
            socket.request(LinkMessage.named("br-front")
                    .with(new LinkAttribute.Info(List.of(
                            new LinkInfoAttribute.Kind(LinkInfoAttribute.BRIDGE),
                            new LinkInfoAttribute.BridgeData(List.of(new BridgeAttribute.CallIptables(false))))))
                    .change());
        }
    }

    @Test
    void aBridgeKeepsItsMtuWhateverItsPortsHave() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            host.add(WEB, namespace());
            host.add(END, new Veth("v-web", WEB_NETNS, "eth0", "br-front", null, 1400, true, true, false));
            host.assertHas(bridge(), FRONT);
        });
    }

    @Test
    void aRouteChangesItsGatewayAndItsTypeInPlace() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            host.container("web", "v-web", "10.10.0.5/24");
            Route before = Route.via(WEB_NETNS, Cidr.parse("10.20.0.0/16"), IpAddress.parse("10.10.0.1"), "eth0");
            Route after = Route.via(WEB_NETNS, Cidr.parse("10.20.0.0/16"), IpAddress.parse("10.10.0.2"), "eth0");
            Route blackhole = Route.blackhole(WEB_NETNS, Cidr.parse("10.20.0.0/16"));
            host.add(END, before);
            host.execute(new Operation.Update(before, after, Set.of("gateway"), END));
            host.assertHas(after, END);
            host.execute(new Operation.Update(after, blackhole, Set.of("type", "gateway", "link"), END));
            host.assertHas(blackhole, WEB);
            host.remove(blackhole);
            host.assertGone(blackhole);
        });
    }

    @Test
    void refusalsSayWhatWasTriedAndTheKernelsWords() throws Exception {
        RealHost.run(host -> {
            host.add(WEB, namespace());
            assertEquals(
                    "veth shop.web/eth0: bridge br-front: No such device (ENODEV)",
                    host.refused("ENODEV", new Operation.Add(veth(), END)));
            Route route = Route.via(WEB_NETNS, Cidr.parse("0.0.0.0/0"), IpAddress.parse("10.10.0.1"), "lo");
            assertEquals(
                    "route shop.web default: Nexthop has invalid gateway (ENETUNREACH)",
                    host.refused("ENETUNREACH", new Operation.Add(route, END)));
        });
    }

    @Test
    void aPairThatIsRefusedHalfWayLeavesNothing() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            host.add(WEB, namespace());
            host.execute(new Operation.Add(veth(), END));
            Veth sameInside = new Veth("v-web2", WEB_NETNS, "eth0", "br-front", null, 1500, true, true, false);
            host.refused("EEXIST", new Operation.Add(sameInside, END));
            host.assertGone(sameInside);
        });
    }

    @Test
    void aLinkMadeWithoutItsAliasIsItsStacksByItsGroupAndIsRepairedByAnUpdate() throws Exception {
        RealHost.run(host -> {
            try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE)) {
                socket.request(new LinkMessage(
                                0,
                                0,
                                0,
                                0,
                                0,
                                List.of(
                                        new LinkAttribute.Name("br-front"),
                                        new LinkAttribute.Group(NetworkGroup.of(FRONT, NetworkPolicy.NONE)),
                                        new LinkAttribute.Info(
                                                List.of(new LinkInfoAttribute.Kind(LinkInfoAttribute.BRIDGE)))))
                        .create());
            }
            Observed.Entry half = host.observe().get(bridge().key()).orElseThrow();
            assertEquals(new Owner("shop", ""), half.owner());
            host.execute(new Operation.Update(
                    half.resource(), bridge(), Set.of("owner", "mac_address", "mtu", "up"), FRONT));
            host.assertHas(bridge(), FRONT);
        });
    }

    @Test
    void foreignLinksAndMarksInsideContainersAreNobodys() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            host.container("web", "v-web", "10.10.0.5/24");
            try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.ROUTE)) {
                socket.request(LinkMessage.named("odd@name")
                        .with(
                                new LinkAttribute.Alias("a note"),
                                new LinkAttribute.Info(List.of(new LinkInfoAttribute.Kind(LinkInfoAttribute.BRIDGE))))
                        .create());
            }
            OtherLink odd = new OtherLink(Netns.HOST, "odd@name", "bridge");
            assertEquals(
                    new Observed.Entry(odd, null), host.observe().get(odd.key()).orElseThrow());
        });
    }

    @Test
    void removalsTogetherLeaveNothingAndStopAtTheFirstThatIsNotThere() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            host.container("web", "v-web", "10.10.0.5/24");
            host.container("db", "v-db", "10.10.0.6/24");
            Veth absent = new Veth("v-none", WEB_NETNS, "eth9", null, null, null, null, null, null);
            List<Outcome> outcomes = host.kernel()
                    .execute(List.of(
                            new Operation.Remove(veth()),
                            new Operation.Remove(absent),
                            new Operation.Remove(namespace())));
            assertEquals(Outcome.DONE, outcomes.get(0));
            assertTrue(outcomes.get(1) instanceof Outcome.Failed(KernelException reason)
                    && reason.errno().equals("ENODEV"));
            assertEquals(Outcome.NOT_RUN, outcomes.get(2));
            host.assertGone(veth());
            host.assertHas(namespace(), WEB);
        });
    }

    @Test
    void twoHundredContainersAreMadeAndRemovedAndLeaveNothing() throws Exception {
        RealHost.run(host -> {
            int count = 200;
            List<Operation> made = new java.util.ArrayList<>();
            List<Operation> removed = new java.util.ArrayList<>();
            made.add(new Operation.Add(bridge(), FRONT));
            for (int i = 0; i < count; i++) {
                Netns netns = Netns.named("shop.c" + i);
                Owner owner = new Owner("shop", "c" + i);
                var namespace = new io.jnetctl.kernel.resource.Namespace(netns.name(), true);
                var pair = new Veth("v-c" + i, netns, "eth0", "br-front", null, 1500, true, true, false);
                made.add(new Operation.Add(namespace, owner));
                made.add(new Operation.Add(pair, owner));
                removed.add(new Operation.Remove(namespace));
            }
            removed.add(new Operation.Remove(bridge()));
            host.execute(made.toArray(Operation[]::new));
            assertEquals(2 * count + 1, host.observe().entries().size());
            host.execute(removed.toArray(Operation[]::new));
            assertEquals(Map.of(), host.observe().entries());
            try (var files = Files.list(Path.of(Netns.DIRECTORY))) {
                assertEquals(0, files.count());
            }
        });
    }

    @Test
    void aFailedAddOfANamespaceLeavesNoFileBehind() throws Exception {
        RealHost.run(host -> {
            Files.createDirectories(Path.of("/run/netns/shop.web"));
            host.refused("EEXIST", new Operation.Add(namespace(), WEB));
            assertTrue(Files.isDirectory(Path.of("/run/netns/shop.web")));
        });
    }

    @Test
    void aNamespaceThatAnotherMadeUnderTheSameNameIsSeenAsThatOne() throws Exception {
        RealHost.run(host -> {
            host.add(FRONT, bridge());
            host.container("web", "v-web", "10.10.0.5/24");
            host.observe();
            try (LinuxKernel other = LinuxKernel.open()) {
                other.execute(List.of(new Operation.Remove(namespace())));
                other.execute(List.of(new Operation.Add(namespace(), WEB)));
            }
            host.assertGone(veth());
            host.add(END, veth());
            host.assertHas(veth(), END);
        });
    }

    @Test
    void processesInAMadeNamespaceAreCounted() throws Exception {
        RealHost.run(host -> {
            host.add(WEB, namespace());
            assertEquals(Map.of(), host.observe().facts().processes());
            Process sleeper = new ProcessBuilder("ip", "netns", "exec", "shop.web", "sleep", "60").start();
            try {
                while (host.kernel().observe(SHOP).facts().processes().isEmpty() && sleeper.isAlive()) {
                    Thread.onSpinWait();
                }
                assertEquals(Map.of("shop.web", 1), host.observe().facts().processes());
            } finally {
                sleeper.destroyForcibly().waitFor();
            }
        });
    }
}
