package io.jnetctl.reconciler.resolve;

import static io.jnetctl.reconciler.fixture.NetworkBuilder.network;
import static io.jnetctl.reconciler.fixture.StackBuilder.stack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.FirewallFacts;
import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.reconciler.fixture.NetworkBuilder;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.reconciler.fixture.States;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which subnet a network gets. */
final class SubnetAllotmentTest {
    private static List<String> gateways(Observed host, StackBuilder stack) {
        return Resolved.on(host, stack).addresses("host").stream()
                .map(address -> address.substring(address.indexOf(' ') + 1))
                .toList();
    }

    private static StackBuilder shop(NetworkBuilder... networks) {
        StackBuilder shop = stack("shop");
        for (NetworkBuilder network : networks) {
            shop.with(network);
        }
        return shop;
    }

    private static Observed occupied(String... prefixes) {
        return host(List.of(), prefixes);
    }

    private static Observed host(List<String> nameservers, String... prefixes) {
        return Resolved.host(new HostFacts(
                java.util.Arrays.stream(prefixes)
                        .map(prefix -> new OccupiedPrefix(Cidr.parse(prefix), "eth9"))
                        .toList(),
                nameservers.stream().map(IpAddress::parse).toList(),
                Map.of(),
                Set.of(),
                FirewallFacts.of("iptables"),
                Map.of(),
                List.of()));
    }

    @Test
    void networksOfThePoolFollowEachOther() {
        assertEquals(
                List.of("172.17.0.1/16", "172.18.0.1/16"),
                gateways(Observed.EMPTY, shop(network("front"), network("back"))));
    }

    @Test
    void afterTheLargePoolsComeTheSmallOnes() {
        NetworkBuilder[] networks =
                IntStream.range(0, 17).mapToObj(i -> network("n" + i)).toArray(NetworkBuilder[]::new);
        List<String> gateways = gateways(Observed.EMPTY, shop(networks));
        assertEquals("172.31.0.1/16", gateways.get(14));
        assertEquals("192.168.0.1/20", gateways.get(15));
        assertEquals("192.168.16.1/20", gateways.get(16));
    }

    @Test
    void aBlockThatTheHostReachesIsSkippedWhetherItIsWiderOrNarrower() {
        assertEquals(
                List.of("172.20.0.1/16"),
                gateways(occupied("172.16.0.0/15", "172.18.5.0/24", "172.19.0.0/16"), shop(network("front"))));
    }

    @Test
    void aBlockWithANameserverInItIsSkippedAndALoopbackOneIsNoMatter() {
        assertEquals(
                List.of("172.18.0.1/16"), gateways(host(List.of("172.17.0.53", "127.0.0.53")), shop(network("front"))));
    }

    @Test
    void aBlockToAvoidIsSkippedByTheStackThatSaysSo() {
        assertEquals(
                List.of("172.18.0.1/16"),
                gateways(Observed.EMPTY, shop(network("front")).avoid("172.17.8.0/24")));
        assertEquals(
                List.of("br 172.18.0.1/16", "br2 172.17.0.1/16"),
                Resolved.of(
                                shop(network("front").bridge("br")).avoid("172.17.8.0/24"),
                                stack("other").with(network("front").bridge("br2")))
                        .addresses("host"));
    }

    @Test
    void theSubnetOfAnotherNetworkIsSkippedEvenIfThatIsWrittenLater() {
        assertEquals(
                List.of("172.18.0.1/16", "172.17.0.1/24"),
                gateways(Observed.EMPTY, shop(network("front"), network("back").subnet("172.17.0.0/24"))));
    }

    @Test
    void aNetworkKeepsWhatItHasEvenIfANewOneIsWrittenBeforeIt() {
        Observed host = Resolved.host(
                new HostFacts(
                        List.of(new OccupiedPrefix(Cidr.parse("172.17.0.0/16"), "br-old")),
                        List.of(),
                        Map.of(),
                        Set.of(),
                        FirewallFacts.of("iptables"),
                        Map.of(),
                        List.of()),
                States.ours(States.bridge("br-old")),
                States.ours(States.address(Netns.HOST, "br-old", "172.17.0.1/16")));
        assertEquals(
                List.of("172.18.0.1/16", "172.17.0.1/16"),
                gateways(host, shop(network("new"), network("old").bridge("br-old"))));
    }

    @Test
    void aNetworkLeavesWhatAnotherNowWrites() {
        Observed host = Resolved.host(
                HostFacts.NONE,
                States.ours(States.bridge("br-old")),
                States.ours(States.address(Netns.HOST, "br-old", "172.17.0.1/16")));
        assertEquals(
                List.of("172.18.0.1/16", "172.17.0.1/16"),
                gateways(
                        host,
                        shop(network("old").bridge("br-old"), network("new").subnet("172.17.0.0/16"))));
    }

    @Test
    void anExhaustedPoolIsAnErrorThatNamesTheNetwork() {
        assertEquals(
                List.of("network c has no subnet left in the address pools"),
                Resolved.of(shop(network("a"), network("b"), network("c")).pool("10.0.0.0/8", 9))
                        .errors());
        assertEquals(
                List.of("network a has no subnet left in the address pools"),
                Resolved.on(occupied("10.0.0.0/8"), shop(network("a")).pool("10.0.0.0/8", 24))
                        .errors());
    }

    @Test
    void aPoolAtTheEndOfAllAddressesEndsThere() {
        assertEquals(
                List.of("network b has no subnet left in the address pools"),
                Resolved.of(shop(network("a"), network("b")).pool("255.255.255.0/24", 24))
                        .errors());
    }

    @Test
    void ipv6GetsAUniqueLocalSubnetThatIsTheSameOnEveryHost() {
        List<String> gateways = gateways(Observed.EMPTY, shop(network("front").ipv6()));
        assertEquals(2, gateways.size());
        assertTrue(gateways.get(1).startsWith("fd") && gateways.get(1).endsWith("::1/64"), gateways.toString());
        assertEquals(gateways, gateways(Observed.EMPTY, shop(network("front").ipv6())));
    }

    @Test
    void aNetworkOfIpv6AloneGetsNoIpv4() {
        assertEquals(
                List.of("fd00:1::1/64"),
                gateways(Observed.EMPTY, shop(network("front").subnet("fd00:1::/64"))));
    }

    @Test
    void aWrittenSubnetThatTheHostReachesOtherwiseIsWarnedOf() {
        assertEquals(
                List.of(
                        "subnet 10.1.0.0/24 of network front overlaps 10.1.0.0/16, which this host reaches through eth9"),
                warnings(occupied("10.1.0.0/16")));
    }

    @Test
    void aSubnetThatIsHandedOnByABridgeOfTheSameStackIsNotWarnedOf() {
        Observed.Entry leaving = new Observed.Entry(States.bridge("eth9"), new Owner("shop", "back"));
        assertEquals(List.of(), warnings(Resolved.host(occupied("10.1.0.0/24").facts(), leaving)));
    }

    private static List<String> warnings(Observed host) {
        return Resolved.on(host, shop(network("front").subnet("10.1.0.0/24"))).resolution().diagnostics().stream()
                .map(Diagnostic::message)
                .toList();
    }
}
