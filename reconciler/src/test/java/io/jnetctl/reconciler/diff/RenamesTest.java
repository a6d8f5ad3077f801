package io.jnetctl.reconciler.diff;

import static io.jnetctl.reconciler.fixture.States.DB;
import static io.jnetctl.reconciler.fixture.States.WEB;
import static io.jnetctl.reconciler.fixture.States.address;
import static io.jnetctl.reconciler.fixture.States.bridge;
import static io.jnetctl.reconciler.fixture.States.defaultRoute;
import static io.jnetctl.reconciler.fixture.States.desiredAs;
import static io.jnetctl.reconciler.fixture.States.foreign;
import static io.jnetctl.reconciler.fixture.States.observed;
import static io.jnetctl.reconciler.fixture.States.ours;
import static io.jnetctl.reconciler.fixture.States.plan;
import static io.jnetctl.reconciler.fixture.States.veth;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.reconciler.Desired;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the mark says whose a link is, and what must not be done on its word. */
final class RenamesTest {
    private static final Observed.Entry FRONT = ours(bridge("br-front"), "front");
    private static final Observed.Entry END = ours(veth("jv1", WEB, "eth0", "br-front"), "web/front");
    private static final Observed.Entry GATEWAY = ours(address(Netns.HOST, "br-front", "10.0.0.1/24"), "front");
    private static final Observed.Entry ADDRESS = ours(address(WEB, "eth0", "10.0.0.5/24"), "web/front");
    private static final Observed.Entry ROUTE = ours(defaultRoute(WEB, "10.0.0.1", "eth0"), "web/front");

    private static Observed.Entry pair(String name, String peer, String object) {
        return ours(veth(name, WEB, peer, "br-front"), object);
    }

    private static Observed.Entry setting(String link) {
        return ours(new Sysctl(Netns.HOST, "net.ipv4.conf." + link + ".route_localnet", "1"), "front");
    }

    private static String attributes(Observed observed, Desired desired) {
        Diff diff = Differ.diff(desired, observed);
        assertEquals(1, diff.changes().size(), diff.toString());
        return diff.changes().getFirst() instanceof Change.Updated updated
                ? updated.attributes().stream()
                        .map(each -> each.name() + " " + each.before() + " -> " + each.after())
                        .toList()
                        .toString()
                : diff.toString();
    }

    @Test
    void aBridgeOfAnotherNameDiffersInItsNameAlone() {
        Observed renamed = observed(
                ours(bridge("foo"), "front"),
                ours(veth("jv1", WEB, "eth0", "foo"), "web/front"),
                ours(address(Netns.HOST, "foo", "10.0.0.1/24"), "front"),
                setting("foo"),
                ADDRESS,
                ROUTE);
        Desired desired = desiredAs(FRONT, END, GATEWAY, setting("br-front"), ADDRESS, ROUTE);
        assertEquals("[name foo -> br-front]", attributes(renamed, desired));
        assertEquals(List.of("~ bridge br-front (name changed)"), plan(renamed, desired));
    }

    @Test
    void bothEndsOfAPairDifferInTheirNamesAlone() {
        Observed renamed = observed(
                FRONT,
                pair("moved", "lan", "web/front"),
                ours(address(WEB, "lan", "10.0.0.5/24"), "web/front"),
                ours(defaultRoute(WEB, "10.0.0.1", "lan"), "web/front"));
        Desired desired = desiredAs(FRONT, END, ADDRESS, ROUTE);
        assertEquals("[name moved -> jv1, interface lan -> eth0]", attributes(renamed, desired));
        assertEquals(List.of("~ veth shop.web/eth0 (name, interface changed)"), plan(renamed, desired));
    }

    @Test
    void whatElseDiffersOfALinkIsSetWithItsName() {
        Bridge down = new Bridge("foo", null, 1400, false, null);
        assertEquals(
                "[name foo -> br-front, mtu 1400 -> 1500, up false -> true]",
                attributes(observed(ours(down, "front")), desiredAs(FRONT)));
    }

    @Test
    void whatIsMadeOrRemovedOnALinkWaitsForItsName() {
        Observed.Entry old = ours(address(WEB, "lan", "10.0.9.5/24"), "web/front");
        assertEquals(
                List.of(
                        "~ veth shop.web/eth0 (interface changed)",
                        "+ address shop.web/eth0 (asked for)",
                        "- address shop.web/eth0 (no longer in the manifest)"),
                plan(observed(FRONT, pair("jv1", "lan", "web/front"), old), desiredAs(FRONT, END, ADDRESS)));
    }

    @Test
    void aNameIsGivenOnceTheLinkThatHadItHasItsOwn() {
        assertEquals(
                List.of(
                        "~ veth shop.web/eth2 (interface changed)",
                        "~ veth shop.web/eth1 (interface changed)",
                        "+ veth shop.web/eth0 (asked for)"),
                plan(
                        observed(FRONT, pair("jv1", "eth0", "web/a"), pair("jv2", "eth1", "web/b")),
                        desiredAs(
                                FRONT,
                                pair("jv0", "eth0", "web/new"),
                                pair("jv1", "eth1", "web/a"),
                                pair("jv2", "eth2", "web/b"))));
    }

    @Test
    void pairsWhosePeersSwappedNamesAreMadeAnew() {
        List<String> steps = plan(
                observed(FRONT, pair("jv1", "eth1", "web/a"), pair("jv2", "eth0", "web/b")),
                desiredAs(FRONT, pair("jv1", "eth0", "web/a"), pair("jv2", "eth1", "web/b")));
        assertEquals(4, steps.size(), steps.toString());
        assertEquals("- veth shop.web/eth1 (to be made anew: interface changed)", steps.getFirst());
    }

    @Test
    void bridgesThatSwappedNamesAreWhatTheyAreCalled() {
        assertEquals(
                List.of("~ bridge br-a (owner changed)", "~ bridge br-b (owner changed)"),
                plan(
                        observed(ours(bridge("br-a"), "b"), ours(bridge("br-b"), "a")),
                        desiredAs(ours(bridge("br-a"), "a"), ours(bridge("br-b"), "b"))));
    }

    @Test
    void aForeignLinkOfTheNameIsInTheWay() {
        Observed observed =
                observed(ours(bridge("foo"), "front"), foreign(new OtherLink(Netns.HOST, "br-front", "dummy")));
        Diff diff = Differ.diff(desiredAs(FRONT), observed);
        assertEquals(
                List.of("link host/br-front is in the way of bridge br-front (asked for): it was not made by jnetctl"),
                diff.conflicts().stream().map(Conflict::message).toList());
        assertEquals(1, diff.changes().size(), diff.toString());
    }

    @Test
    void aForeignBridgeOfTheNameIsNotToBeAdoptedWhereOursIsThere() {
        Observed.Entry theirs = foreign(bridge("br-front"));
        Observed.Entry gateway = foreign(address(Netns.HOST, "br-front", "10.0.0.1/24"));
        Observed.Entry moved = ours(address(Netns.HOST, "foo", "10.0.0.1/24"), "front");
        for (Observed observed : List.of(
                observed(theirs, gateway, ours(bridge("foo"), "front"), moved),
                observed(ours(bridge("foo"), "front"), moved, theirs, gateway))) {
            Diff diff = Differ.diff(desiredAs(FRONT, GATEWAY), observed);
            assertEquals(
                    List.of("rename or remove it on the host, or give the manifest another name"),
                    diff.conflicts().stream().map(Conflict::hint).toList());
            assertEquals(
                    List.of(FRONT.resource().key()),
                    diff.changes().stream().map(Change::key).toList());
        }
    }

    @Test
    void aForeignLinkOfThePeersNameIsInTheWay() {
        Observed observed =
                observed(FRONT, pair("jv1", "lan", "web/front"), foreign(new OtherLink(WEB, "eth0", "dummy")));
        Diff diff = Differ.diff(desiredAs(FRONT, END), observed);
        assertEquals(
                List.of(
                        "link shop.web/eth0 is in the way of veth shop.web/eth0 (asked for): it was not made by jnetctl"),
                diff.conflicts().stream().map(Conflict::message).toList());
        assertEquals(1, diff.changes().size(), diff.toString());
    }

    @Test
    void aMarkThatTwoLinksHaveSaysNothing() {
        assertEquals(
                List.of(
                        "+ bridge br-front (asked for)",
                        "- bridge foo (no longer in the manifest)",
                        "- bridge bar (no longer in the manifest)"),
                sortedRemovals(
                        plan(observed(ours(bridge("bar"), "front"), ours(bridge("foo"), "front")), desiredAs(FRONT))));
    }

    private static List<String> sortedRemovals(List<String> steps) {
        return steps.stream()
                .sorted((one, other) -> one.charAt(0) == other.charAt(0) ? other.compareTo(one) : one.compareTo(other))
                .toList();
    }

    @Test
    void theMarkOfAnotherStackOrOfAHalfMadeLinkSaysNothing() {
        Observed.Entry halfMade = new Observed.Entry(bridge("foo"), new Owner("shop", ""));
        assertEquals(
                List.of("+ bridge br-front (asked for)", "- bridge foo (no longer in the manifest)"),
                plan(observed(halfMade), desiredAs(FRONT)));
        Observed.Entry others = new Observed.Entry(bridge("foo"), new Owner("blog", "front"));
        assertEquals(List.of("+ bridge br-front (asked for)"), plan(observed(others), desiredAs(FRONT)));
    }

    @Test
    void aPairIntoAnotherNamespaceIsMadeAnew() {
        assertEquals(
                List.of("- veth shop.db/lan (no longer in the manifest)", "+ veth shop.web/eth0 (asked for)"),
                plan(observed(FRONT, ours(veth("foo", DB, "lan", "br-front"), "web/front")), desiredAs(FRONT, END))
                        .stream()
                        .sorted((one, other) -> other.compareTo(one))
                        .toList());
    }

    @Test
    void aPairWithoutPeerIsMadeAnew() {
        List<String> steps = plan(observed(FRONT, pair("jv1", Veth.GONE, "web/front")), desiredAs(FRONT, END));
        assertEquals("-/+ veth shop.web/eth0 (interface changed)", steps.getLast());
    }
}
