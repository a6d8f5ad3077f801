package io.jnetctl.reconciler.resolve;

import static io.jnetctl.reconciler.fixture.ContainerBuilder.container;
import static io.jnetctl.reconciler.fixture.NetworkBuilder.network;
import static io.jnetctl.reconciler.fixture.StackBuilder.stack;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.reconciler.fixture.NetworkBuilder;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.reconciler.fixture.States;
import io.jnetctl.schema.NetworkMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which addresses and interfaces a container gets. */
final class AddressAllotmentTest {
    private static NetworkBuilder front() {
        return network("front").subnet("10.0.0.0/24");
    }

    private static Observed.Entry[] has(String container, String address) {
        Netns netns = Netns.named("shop." + container);
        return new Observed.Entry[] {
            States.ours(States.veth(InterfaceNames.ofVeth("shop", container, "front"), netns, "eth0", "br")),
            States.ours(States.address(netns, "eth0", address))
        };
    }

    private static Observed host(Observed.Entry[]... entries) {
        List<Observed.Entry> all = new ArrayList<>();
        for (Observed.Entry[] each : entries) {
            all.addAll(List.of(each));
        }
        return Observed.of(all, HostFacts.NONE);
    }

    @Test
    void theLowestFreeOnesGoOutInTheManifestsOrder() {
        Resolved resolved = Resolved.of(stack("shop")
                .with(front())
                .with(container("web").on("front"))
                .with(container("db").on("front")));
        assertEquals(List.of("eth0 10.0.0.2/24"), resolved.addresses("shop.web"));
        assertEquals(List.of("eth0 10.0.0.3/24"), resolved.addresses("shop.db"));
    }

    @Test
    void writtenOnesAreReservedBeforeAnyOtherIsGivenOut() {
        Resolved resolved = Resolved.of(stack("shop")
                .with(front())
                .with(container("web").on("front"))
                .with(container("db").on("front", at -> at.address("10.0.0.2"))));
        assertEquals(List.of("eth0 10.0.0.3/24"), resolved.addresses("shop.web"));
        assertEquals(List.of("eth0 10.0.0.2/24"), resolved.addresses("shop.db"));
    }

    @Test
    void aContainerKeepsWhatItHasWhateverTheOrder() {
        Observed host = host(has("web", "10.0.0.2/24"), has("db", "10.0.0.3/24"));
        Resolved resolved = Resolved.on(
                host,
                stack("shop")
                        .with(front())
                        .with(container("new").on("front"))
                        .with(container("db").on("front"))
                        .with(container("web").on("front")));
        assertEquals(List.of("eth0 10.0.0.4/24"), resolved.addresses("shop.new"));
        assertEquals(List.of("eth0 10.0.0.3/24"), resolved.addresses("shop.db"));
        assertEquals(List.of("eth0 10.0.0.2/24"), resolved.addresses("shop.web"));
    }

    @Test
    void aContainerLeavesAnAddressThatAnotherNowWritesOrThatLiesOutside() {
        Observed host = host(has("web", "10.0.0.2/24"), has("db", "10.9.0.3/24"));
        Resolved resolved = Resolved.on(
                host,
                stack("shop")
                        .with(front())
                        .with(container("web").on("front"))
                        .with(container("db").on("front"))
                        .with(container("new").on("front", at -> at.address("10.0.0.2"))));
        assertEquals(List.of("eth0 10.0.0.3/24"), resolved.addresses("shop.web"));
        assertEquals(List.of("eth0 10.0.0.4/24"), resolved.addresses("shop.db"));
    }

    @Test
    void gatewayReservedRangeNetworkAndBroadcastAreNotGivenOut() {
        StackBuilder shop = stack("shop")
                .with(network("front")
                        .subnet("10.0.0.0/29")
                        .gateway("10.0.0.3")
                        .reserve("10.0.0.1")
                        .reserve("10.0.0.5"));
        for (String name : List.of("a", "b", "c")) {
            shop.with(container(name).on("front"));
        }
        Resolved resolved = Resolved.of(shop);
        assertEquals(List.of("eth0 10.0.0.2/29"), resolved.addresses("shop.a"));
        assertEquals(List.of("eth0 10.0.0.4/29"), resolved.addresses("shop.b"));
        assertEquals(List.of("eth0 10.0.0.6/29"), resolved.addresses("shop.c"));
        assertEquals(
                List.of("network front has no address left for container d in 10.0.0.0/29"),
                Resolved.of(shop.with(container("d").on("front"))).errors());
    }

    @Test
    void dynamicAddressesComeFromTheRange() {
        Resolved resolved = Resolved.of(stack("shop")
                .with(front().range("10.0.0.128/25"))
                .with(container("web").on("front"))
                .with(container("db").on("front", at -> at.address("10.0.0.7"))));
        assertEquals(List.of("eth0 10.0.0.128/24"), resolved.addresses("shop.web"));
        assertEquals(List.of("eth0 10.0.0.7/24"), resolved.addresses("shop.db"));
    }

    @Test
    void oneAddressForTwoIsAnErrorThatNamesTheFirst() {
        assertEquals(
                List.of("address 10.0.0.7 of container db on network front is web's already"),
                Resolved.of(stack("shop")
                                .with(front())
                                .with(container("web").on("front", at -> at.address("10.0.0.7")))
                                .with(container("db").on("front", at -> at.address("10.0.0.7"))))
                        .errors());
    }

    @Test
    void interfacesAreNumberedInTheOrderWrittenAroundTheNamesThatAreWritten() {
        Resolved resolved = Resolved.of(stack("shop")
                .with(front())
                .with(network("back").subnet("10.1.0.0/24"))
                .with(network("side").subnet("10.2.0.0/24"))
                .with(container("web")
                        .on("back")
                        .on("side", at -> at.as("eth1"))
                        .on("front")));
        assertEquals(
                List.of("eth0 10.1.0.2/24", "eth1 10.2.0.2/24", "eth2 10.0.0.2/24"), resolved.addresses("shop.web"));
    }

    @Test
    void dualStackGivesBothAndIpv6AloneTheOne() {
        Resolved resolved = Resolved.of(stack("shop")
                .with(front().subnet("fd00::/64"))
                .with(network("six").subnet("fd01::/64"))
                .with(container("web").on("front", "six")));
        assertEquals(List.of("eth0 10.0.0.2/24", "eth0 fd00::2/64", "eth1 fd01::2/64"), resolved.addresses("shop.web"));
    }

    @Test
    void theMacAddressIsMadeOfTheIpv4AddressUnlessItIsWritten() {
        List<String> macs = Resolved.of(stack("shop")
                        .with(front())
                        .with(container("web").on("front"))
                        .with(container("db").on("front", at -> at.mac("02:00:00:00:00:09"))))
                .all(Veth.class)
                .map(veth -> String.valueOf(veth.macAddress()))
                .toList();
        assertEquals(List.of("02:42:0a:00:00:02", "02:00:00:00:00:09"), macs);
    }

    @Test
    void theHostsNamespaceAndAnotherContainersAreNotMade() {
        Resolved resolved = Resolved.of(stack("shop")
                .with(container("a").mode(new NetworkMode.Host()))
                .with(container("b").mode(new NetworkMode.SharedWith("c")))
                .with(container("c").mode(new NetworkMode.None())));
        assertEquals(
                List.of("shop.c"),
                resolved.all(io.jnetctl.kernel.resource.Namespace.class)
                        .map(namespace -> namespace.name())
                        .toList());
        assertEquals(List.of(), resolved.addresses("shop.c"));
    }

    @Test
    void theDefaultRouteLeavesByTheFirstNetworkThatIsNotInternal() {
        Resolved resolved = Resolved.of(stack("shop")
                .with(network("in").subnet("10.1.0.0/24").internal())
                .with(front())
                .with(network("side").subnet("10.2.0.0/24"))
                .with(container("web").on("in", "front", "side"))
                .with(container("db").on("in")));
        assertEquals(List.of("default via 10.0.0.1 eth1"), resolved.routes("shop.web"));
        assertEquals(List.of(), resolved.routes("shop.db"));
    }

    @Test
    void theDefaultRouteLeavesByTheHighestPriorityAndByTheGatewayAboveAll() {
        StackBuilder shop = stack("shop").with(front()).with(network("side").subnet("10.2.0.0/24"));
        assertEquals(
                List.of("default via 10.2.0.1 eth1"),
                Resolved.of(shop.with(container("a").on("front").on("side", at -> at.priority(1))))
                        .routes("shop.a"));
        assertEquals(
                List.of("default via 10.0.0.1 eth0"),
                Resolved.of(shop.with(
                                container("b").on("front", at -> at.gateway()).on("side", at -> at.priority(9))))
                        .routes("shop.b"));
    }

    @Test
    void eachFamilyHasItsOwnDefaultRoute() {
        Resolved resolved = Resolved.of(stack("shop")
                .with(front())
                .with(network("six").subnet("fd01::/64"))
                .with(container("web").on("front", "six")));
        assertEquals(List.of("default via 10.0.0.1 eth0", "default6 via fd01::1 eth1"), resolved.routes("shop.web"));
    }

    @Test
    void networksBringTheirRoutes() {
        Resolved resolved = Resolved.of(stack("shop")
                .with(front().internal().route("10.8.0.0/16", "10.0.0.9").blackhole("10.9.0.0/16"))
                .with(container("web").on("front")));
        assertEquals(List.of("10.8.0.0/16 via 10.0.0.9 eth0", "10.9.0.0/16 BLACKHOLE"), resolved.routes("shop.web"));
    }
}
