package io.jnetctl.reconciler.plan;

import static io.jnetctl.reconciler.fixture.States.DB;
import static io.jnetctl.reconciler.fixture.States.WEB;
import static io.jnetctl.reconciler.fixture.States.address;
import static io.jnetctl.reconciler.fixture.States.bridge;
import static io.jnetctl.reconciler.fixture.States.defaultRoute;
import static io.jnetctl.reconciler.fixture.States.desired;
import static io.jnetctl.reconciler.fixture.States.desiredAs;
import static io.jnetctl.reconciler.fixture.States.observed;
import static io.jnetctl.reconciler.fixture.States.ours;
import static io.jnetctl.reconciler.fixture.States.plan;
import static io.jnetctl.reconciler.fixture.States.veth;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel takes along, and what follows for the steps. */
final class PlannerTest {
    private static final Namespace WEB_NAMESPACE = new Namespace("shop.web", true);
    private static final Bridge FRONT = bridge("br-front");
    private static final Veth WEB_LINK = veth("jv1", WEB, "eth0", "br-front");
    private static final Veth DB_LINK = veth("jv2", DB, "eth0", "br-front");
    private static final Chain CHAIN = new Chain(Family.V4, "nat", "JNET-A");
    private static final Rule JUMP = new Rule(Family.V4, "nat", "POSTROUTING", List.of("-j", "JNET-A"), true);
    private static final Rule RULE = new Rule(Family.V4, "nat", "JNET-A", List.of("-j", "MASQUERADE"), null);

    @Test
    void whatIsRequiredIsMadeFirst() {
        assertEquals(
                List.of(
                        "+ namespace shop.web (asked for)",
                        "+ bridge br-front (asked for)",
                        "+ veth shop.web/eth0 (asked for)",
                        "+ address shop.web/eth0 (asked for)",
                        "+ route shop.web default (asked for)"),
                plan(
                        observed(new Namespace[0]),
                        desired(
                                defaultRoute(WEB, "10.0.0.1", "eth0"),
                                address(WEB, "eth0", "10.0.0.5/24"),
                                WEB_LINK,
                                FRONT,
                                WEB_NAMESPACE)));
    }

    @Test
    void whatStandsOnALinkWaitsUntilTheLinkIsAsItShouldBe() {
        assertEquals(
                List.of("~ bridge br-front (mtu changed)", "+ address br-front (asked for)"),
                plan(
                        observed(new Bridge("br-front", null, 1000, true, null)),
                        desired(
                                address(Netns.HOST, "br-front", "fd00::1/64"),
                                new Bridge("br-front", null, 1500, true, null))));
    }

    @Test
    void twoContainersOfOneSubnetExchangeTheirAddresses() {
        assertEquals(
                List.of(
                        "- address shop.web/eth0 (no longer in the manifest)",
                        "- address shop.db/eth0 (no longer in the manifest)",
                        "+ address shop.web/eth0 (asked for)",
                        "+ address shop.db/eth0 (asked for)"),
                plan(
                        observed(
                                WEB_LINK,
                                DB_LINK,
                                address(WEB, "eth0", "10.0.0.5/24"),
                                address(DB, "eth0", "10.0.0.6/24")),
                        desired(
                                WEB_LINK,
                                DB_LINK,
                                address(WEB, "eth0", "10.0.0.6/24"),
                                address(DB, "eth0", "10.0.0.5/24"))));
    }

    @Test
    void aChangeOfSubnetKeepsTheRouteBecauseTheNewAddressComesFirst() {
        assertEquals(
                List.of(
                        "+ address shop.web/eth0 (asked for)",
                        "~ route shop.web default (gateway changed)",
                        "- address shop.web/eth0 (no longer in the manifest)"),
                plan(
                        observed(WEB_LINK, address(WEB, "eth0", "10.0.0.5/24"), defaultRoute(WEB, "10.0.0.1", "eth0")),
                        desired(WEB_LINK, address(WEB, "eth0", "10.1.0.5/24"), defaultRoute(WEB, "10.1.0.1", "eth0"))));
    }

    @Test
    void aNewAddressInTheSameSubnetWaitsForTheOldOneAndTheRouteIsMadeAgain() {
        assertEquals(
                List.of(
                        "- address shop.web/eth0 (no longer in the manifest)",
                        "+ address shop.web/eth0 (asked for)",
                        "+ route shop.web default (lost with address shop.web/eth0)"),
                plan(
                        observed(WEB_LINK, address(WEB, "eth0", "10.0.0.5/24"), defaultRoute(WEB, "10.0.0.1", "eth0")),
                        desired(WEB_LINK, address(WEB, "eth0", "10.0.0.6/24"), defaultRoute(WEB, "10.0.0.1", "eth0"))));
    }

    @Test
    void anAddressThatAnotherLeavesIsAwaitedEvenInANewSubnetAndTheRouteCountsAsLost() {
        assertEquals(
                List.of(
                        "- address shop.db/eth0 (no longer in the manifest)",
                        "- address shop.web/eth0 (no longer in the manifest)",
                        "+ address shop.web/eth0 (asked for)",
                        "+ route shop.web default (lost with address shop.web/eth0)"),
                plan(
                        observed(
                                WEB_LINK,
                                DB_LINK,
                                address(DB, "eth0", "10.1.0.5/24"),
                                address(WEB, "eth0", "10.0.0.5/24"),
                                defaultRoute(WEB, "10.0.0.1", "eth0")),
                        desired(
                                WEB_LINK,
                                DB_LINK,
                                address(WEB, "eth0", "10.1.0.5/24"),
                                defaultRoute(WEB, "10.1.0.1", "eth0"))));
    }

    @Test
    void anIpv6RouteOutlivesTheAddressItWasMadeWith() {
        assertEquals(
                List.of("+ address shop.web/eth0 (asked for)", "- address shop.web/eth0 (no longer in the manifest)"),
                plan(
                        observed(WEB_LINK, address(WEB, "eth0", "fd00::5/64"), defaultRoute(WEB, "fd00::1", "eth0")),
                        desired(WEB_LINK, address(WEB, "eth0", "fd00::6/64"), defaultRoute(WEB, "fd00::1", "eth0"))));
    }

    @Test
    void aLinkThatIsMadeAnewBringsItsAddressesRoutesAndSettingsBack() {
        Sysctl setting = new Sysctl(WEB, "net.ipv4.conf.eth0.rp_filter", "2");
        Veth moved = veth("jv1", WEB, "lan0", "br-front");
        assertEquals(
                List.of(
                        "- veth shop.web/eth0 (to be made anew: interface changed)",
                        "- veth shop.web/lan0 (no longer in the manifest)",
                        "-/+ veth shop.web/lan0 (interface changed)",
                        "+ address shop.web/lan0 (asked for)",
                        "+ route shop.web default (lost with veth shop.web/eth0)"),
                plan(
                        observed(
                                WEB_LINK,
                                veth("jv2", WEB, "lan0", "br-front"),
                                setting,
                                address(WEB, "eth0", "10.0.0.5/24"),
                                defaultRoute(WEB, "10.0.0.1", "eth0")),
                        desired(moved, address(WEB, "lan0", "10.0.0.5/24"), defaultRoute(WEB, "10.0.0.1", "lan0"))));
        Veth elsewhere = veth("jv1", DB, "eth0", "br-front");
        assertEquals(
                List.of(
                        "- veth shop.db/eth0 (to be made anew: netns changed)",
                        "-/+ veth shop.web/eth0 (netns changed)",
                        "+ sysctl shop.web net.ipv4.conf.eth0.rp_filter (asked for)"),
                plan(observed(elsewhere), desired(WEB_LINK, setting)));
    }

    @Test
    void aSettingOfALinkIsMadeAgainWithTheLink() {
        Sysctl setting = new Sysctl(WEB, "net.ipv4.conf.eth0.rp_filter", "2");
        Veth other = veth("jv1", WEB, "lan0", "br-front");
        Veth fresh = veth("jv9", WEB, "eth0", "br-front");
        List<String> steps = plan(observed(WEB_LINK, setting), desired(other, fresh, setting));
        assertEquals("- veth shop.web/eth0 (to be made anew: interface changed)", steps.getFirst());
        assertEquals(
                List.of(
                        "+ sysctl shop.web net.ipv4.conf.eth0.rp_filter (lost with veth shop.web/eth0)",
                        "+ veth shop.web/eth0 (asked for)",
                        "-/+ veth shop.web/lan0 (interface changed)"),
                steps.stream().skip(1).sorted().toList());
    }

    @Test
    void aBridgeGoesAfterItsPorts() {
        assertEquals(
                List.of(
                        "- veth shop.web/eth0 (stack shop is destroyed)",
                        "- veth shop.db/eth0 (stack shop is destroyed)",
                        "- bridge br-front (stack shop is destroyed)"),
                plan(observed(FRONT, WEB_LINK, DB_LINK, address(Netns.HOST, "br-front", "10.0.0.1/24")), desired()));
    }

    @Test
    void aPortLeavesForAnotherBridgeBeforeTheOldOneGoes() {
        assertEquals(
                List.of(
                        "+ bridge br-back (asked for)",
                        "~ veth shop.web/eth0 (bridge changed)",
                        "- bridge br-front (no longer in the manifest)"),
                plan(
                        observed(ours(FRONT, "front"), ours(WEB_LINK, "web")),
                        desiredAs(ours(bridge("br-back"), "back"), ours(veth("jv1", WEB, "eth0", "br-back"), "web"))));
    }

    @Test
    void aChainGoesAfterItsRulesAndTheJumpsToIt() {
        List<String> steps = plan(observed(CHAIN, JUMP, RULE), desired());
        assertEquals("- chain ip nat JNET-A (stack shop is destroyed)", steps.getLast());
        assertEquals(3, steps.size());
    }

    @Test
    void aNamespaceTakesItsLinksAddressesRoutesAndSettingsAlong() {
        assertEquals(
                List.of("- namespace shop.web (stack shop is destroyed)"),
                plan(
                        observed(
                                WEB_NAMESPACE,
                                WEB_LINK,
                                address(WEB, "eth0", "10.0.0.5/24"),
                                defaultRoute(WEB, "10.0.0.1", "eth0"),
                                Route.blackhole(WEB, io.jnetctl.inet.Cidr.parse("10.9.0.0/16")),
                                new Sysctl(WEB, "net.ipv4.ip_nonlocal_bind", "1")),
                        desired()));
    }

    @Test
    void theBridgeOfANamespaceThatGoesWaitsForIt() {
        assertEquals(
                List.of(
                        "- namespace shop.web (stack shop is destroyed)",
                        "- bridge br-front (stack shop is destroyed)"),
                plan(observed(WEB_NAMESPACE, FRONT, WEB_LINK), desired()));
    }

    @Test
    void anAddressThatMovesToAnotherContainerIsNeverOnBothAtOnce() {
        assertEquals(
                List.of("- namespace shop.db (no longer in the manifest)", "+ address shop.web/eth0 (asked for)"),
                plan(
                        observed(new Namespace("shop.db", true), WEB_LINK, DB_LINK, address(DB, "eth0", "10.0.0.5/24")),
                        desired(WEB_LINK, address(WEB, "eth0", "10.0.0.5/24"))));
    }

    @Test
    void nothingToChangeIsNothingToDo() {
        assertEquals(
                List.of(), plan(observed(WEB_NAMESPACE, FRONT, WEB_LINK), desired(WEB_NAMESPACE, FRONT, WEB_LINK)));
    }
}
