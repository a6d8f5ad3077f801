package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pairs of veth between the host and a container. */
public interface VethContract extends Subject {
    /** {@link Subject#end()} with some attributes changed. */
    static Veth end(String master, int mtu, boolean up) {
        Veth end = Subject.end();
        return new Veth(end.name(), end.netns(), end.peer(), master, end.macAddress(), mtu, up, end.peerUp(), false);
    }

    @Test
    default void anAddedPairIsObservedWithItsMark() {
        plumb();
        assertHas(Subject.end(), END_OWNER);
        assertEquals(0, observe().all(OtherLink.class).size());
    }

    @Test
    default void aPairIsAddedDownAndWithoutABridgeWhenAskedFor() {
        add(WEB_OWNER, Subject.web());
        Veth alone = new Veth("v-web", WEB, "eth0", "", Subject.mac("02:42:0a:0a:00:05"), 1400, false, false, false);
        add(END_OWNER, alone);
        assertHas(alone, END_OWNER);
    }

    @Test
    default void aPairMovesToAnotherBridgeInPlace() {
        plumb();
        Bridge back = new Bridge("br-back", Subject.mac("02:42:00:00:00:09"), 1500, true, NetworkPolicy.NONE);
        add(new Owner(STACK, "back"), back);
        Veth moved = end("br-back", 1500, true);
        assertSameObject(Subject.end(), () -> update(Subject.end(), moved, "bridge"));
        assertHas(moved, END_OWNER);
    }

    @Test
    default void aPairLeavesItsBridgeInPlace() {
        plumb();
        Veth alone = end("", 1500, true);
        assertSameObject(Subject.end(), () -> update(Subject.end(), alone, "bridge"));
        assertHas(alone, END_OWNER);
    }

    private static Veth isolated(String master, boolean isolated) {
        Veth end = Subject.end();
        return new Veth(end.name(), end.netns(), end.peer(), master, end.macAddress(), end.mtu(), true, true, isolated);
    }

    @Test
    default void aPairIsAddedAsAnIsolatedPort() {
        add(FRONT_OWNER, Subject.front());
        add(WEB_OWNER, Subject.web());
        add(END_OWNER, isolated("br-front", true));
        assertHas(isolated("br-front", true), END_OWNER);
    }

    @Test
    default void aPortIsIsolatedAndFreedInPlace() {
        plumb();
        Veth isolated = isolated("br-front", true);
        assertSameObject(Subject.end(), () -> update(Subject.end(), isolated, "isolated"));
        assertHas(isolated, END_OWNER);
        update(isolated, Subject.end(), "isolated");
        assertHas(Subject.end(), END_OWNER);
    }

    @Test
    default void aPortThatMovesToAnotherBridgeStaysIsolated() {
        plumb();
        add(new Owner(STACK, "back"), new Bridge("br-back", null, 1500, true, NetworkPolicy.NONE));
        update(Subject.end(), isolated("br-front", true), "isolated");
        update(isolated("br-front", true), isolated("br-back", true), "bridge");
        assertHas(isolated("br-back", true), END_OWNER);
    }

    @Test
    default void aPortThatLeavesItsBridgeIsNotIsolatedOnItsReturn() {
        plumb();
        update(Subject.end(), isolated("br-front", true), "isolated");
        outside().setMaster("v-web", "");
        assertHas(isolated("", false), END_OWNER);
        outside().setMaster("v-web", "br-front");
        assertHas(Subject.end(), END_OWNER);
    }

    @Test
    default void whatSomebodyDidToAPortsIsolationIsObserved() {
        plumb();
        outside().setIsolated("v-web", true);
        assertHas(isolated("br-front", true), END_OWNER);
    }

    @Test
    default void aPortSendsFramesBackWhereThatIsAskedFor() {
        plumb();
        Veth end = Subject.end();
        Veth hairpin = new Veth(
                end.name(), end.netns(), end.peer(), "br-front", end.macAddress(), end.mtu(), true, true, false, true);
        assertSameObject(end, () -> update(end, hairpin, "hairpin"));
        assertHas(hairpin, END_OWNER);
        update(hairpin, end, "hairpin");
        assertHas(end, END_OWNER);
        remove(end);
        add(END_OWNER, hairpin);
        assertHas(hairpin, END_OWNER);
    }

    @Test
    default void aPairThatIsNoPortIsNotIsolated() {
        add(WEB_OWNER, Subject.web());
        refused("EOPNOTSUPP", new Operation.Add(isolated("", true), END_OWNER));
        add(END_OWNER, isolated("", false));
        refused("EOPNOTSUPP", change(isolated("", false), isolated("", true), "isolated"));
    }

    /** The name tells the peer when the change is planned, and may be another link's when it is made. */
    @Test
    default void aLinkThatHasThePeersNameButIsNotThePeerIsLeftAlone() {
        plumb();
        outside().setUp(WEB, "eth0", false);
        outside().rename(WEB, "eth0", "lan0");
        outside().addVeth(Netns.HOST, "other", WEB, "eth0");
        Veth low = end("br-front", 1400, true);
        refused("ENODEV", change(Subject.end(), low, "mtu"));
        refused("ENODEV", change(Subject.end(), Subject.end(), "peer_up"));
    }

    private static Veth named(String name, String peer) {
        Veth end = Subject.end();
        return new Veth(name, end.netns(), peer, end.master(), end.macAddress(), end.mtu(), true, true, false);
    }

    @Test
    default void aPairWhoseHostEndIsRenamedKeepsItsBridge() {
        plumbWithAddresses();
        update(Subject.end(), isolated("br-front", true), "isolated");
        Sysctl setting = new Sysctl(Netns.HOST, "net.ipv4.conf.v-web.rp_filter", "2");
        done(new Operation.Update(setting, setting, Set.of("value"), END_OWNER));
        outside().rename(Netns.HOST, "v-web", "v-moved");
        assertGone(Subject.end());
        assertHas(setting.ofLink("v-moved"), END_OWNER);
        update(named("v-moved", "eth0"), isolated("br-front", true), "name");
        assertHas(isolated("br-front", true), END_OWNER);
        assertHas(setting, END_OWNER);
        assertHas(Subject.webAddress("fd00:10::5/64"), END_OWNER);
    }

    @Test
    default void aPeerThatIsRenamedKeepsItsAddressesRoutesAndSettings() {
        plumbWithAddresses();
        Route route = Subject.webRoute("0.0.0.0/0", "10.10.0.1");
        Route route6 = Subject.webRoute("::/0", "fd00:10::1");
        add(END_OWNER, route, route6);
        Sysctl setting = new Sysctl(WEB, "net.ipv4.conf.eth0.rp_filter", "2");
        done(new Operation.Update(setting, setting, Set.of("value"), WEB_OWNER));
        assertSameObject(Subject.end(), () -> update(Subject.end(), named("v-web", "lan0"), "interface"));
        assertHas(named("v-web", "lan0"), END_OWNER);
        assertHas(Subject.address(WEB, "lan0", "10.10.0.5/24"), END_OWNER);
        assertHas(Subject.address(WEB, "lan0", "fd00:10::5/64"), END_OWNER);
        assertHas(Route.via(WEB, route.destination(), IpAddress.parse("10.10.0.1"), "lan0"), END_OWNER);
        assertHas(setting.ofLink("lan0"), WEB_OWNER);
        update(named("v-web", "lan0"), Subject.end(), "interface");
        assertHas(route, END_OWNER);
        assertHas(route6, END_OWNER);
    }

    @Test
    default void bothEndsOfAPairAreRenamedWithFurtherChanges() {
        plumb();
        outside().rename(Netns.HOST, "v-web", "v-moved");
        outside().rename(WEB, "eth0", "lan0");
        outside().setUp(WEB, "lan0", false);
        outside().setMtu(WEB, "lan0", 1400);
        update(named("v-moved", "lan0"), Subject.end(), "name", "interface", "peer_up", "mtu");
        assertHas(Subject.end(), END_OWNER);
    }

    @Test
    default void aPeerIsRenamedWhateverItIsCalledByThen() {
        plumb();
        outside().rename(WEB, "eth0", "lan1");
        outside().addVeth(Netns.HOST, "other", WEB, "lan0");
        update(named("v-web", "lan0"), Subject.end(), "interface");
        assertHas(Subject.end(), END_OWNER);
    }

    @Test
    default void aPairTakesNoNameThatIsTaken() {
        plumb();
        outside().addVeth(Netns.HOST, "v-taken", WEB, "lan0");
        refused("EEXIST", change(Subject.end(), named("v-taken", "eth0"), "name"));
        refused("EEXIST", change(Subject.end(), named("v-web", "lan0"), "interface"));
        refused("ENODEV", change(named("v-gone", "eth0"), named("v-moved", "eth0"), "name"));
    }

    @Test
    default void theMtuOfBothEndsIsChangedInPlace() {
        plumb();
        Veth low = end("br-front", 1400, true);
        assertSameObject(Subject.end(), () -> update(Subject.end(), low, "mtu"));
        assertHas(low, END_OWNER);
        update(low, Subject.end(), "mtu");
        assertHas(Subject.end(), END_OWNER);
    }

    @Test
    default void theMacAddressOfThePeerIsChangedInPlace() {
        plumb();
        Veth end = Subject.end();
        Veth other = new Veth(
                end.name(),
                end.netns(),
                end.peer(),
                end.master(),
                Subject.mac("02:42:0a:0a:00:06"),
                1500,
                true,
                true,
                false);
        assertSameObject(end, () -> update(end, other, "mac_address"));
        assertHas(other, END_OWNER);
    }

    @Test
    default void eachEndGoesUpAndDownAlone() {
        plumb();
        Veth end = Subject.end();
        Veth hostDown = end("br-front", 1500, false);
        assertSameObject(end, () -> update(end, hostDown, "up"));
        assertHas(hostDown, END_OWNER);
        Veth bothDown = new Veth(
                end.name(), end.netns(), end.peer(), end.master(), end.macAddress(), 1500, false, false, false);
        assertSameObject(end, () -> update(hostDown, bothDown, "peer_up"));
        assertHas(bothDown, END_OWNER);
        update(bothDown, end, "up", "peer_up");
        assertHas(end, END_OWNER);
    }

    @Test
    default void theMarkOfAPairIsChangedInPlace() {
        plumb();
        Owner other = new Owner(STACK, "web/edge");
        assertSameObject(
                Subject.end(), () -> done(new Operation.Update(Subject.end(), Subject.end(), Set.of("owner"), other)));
        assertHas(Subject.end(), other);
    }

    @Test
    default void aPairIsNotAddedTwice() {
        plumb();
        refused("EEXIST", new Operation.Add(Subject.end(), END_OWNER));
    }

    @Test
    default void aPairIsNotAddedWhereItsPeersNameIsTaken() {
        plumb();
        Veth end = Subject.end();
        Veth other = new Veth("v-web2", WEB, "eth0", end.master(), end.macAddress(), 1500, true, true, false);
        refused("EEXIST", new Operation.Add(other, END_OWNER));
    }

    @Test
    default void aPairIsNotAddedToABridgeThatIsNotThere() {
        add(WEB_OWNER, Subject.web());
        refused("ENODEV", new Operation.Add(Subject.end(), END_OWNER));
        assertGone(Subject.end());
    }

    @Test
    default void aPairIsNotMovedToABridgeThatIsNotThere() {
        plumb();
        refused("ENODEV", change(Subject.end(), end("br-none", 1500, true), "bridge"));
    }

    @Test
    default void aPairIsNotAddedIntoANamespaceThatIsNotThere() {
        add(FRONT_OWNER, Subject.front());
        refused("ENOENT", new Operation.Add(Subject.end(), END_OWNER));
    }

    @Test
    default void aPairTakesNoMulticastMacAddress() {
        add(FRONT_OWNER, Subject.front());
        add(WEB_OWNER, Subject.web());
        Veth multicast =
                new Veth("v-web", WEB, "eth0", "br-front", Subject.mac("01:00:5e:00:00:01"), 1500, true, true, false);
        refused("EADDRNOTAVAIL", new Operation.Add(multicast, END_OWNER));
    }

    @Test
    default void aPairTakesNoMtuOutOfRange() {
        add(FRONT_OWNER, Subject.front());
        add(WEB_OWNER, Subject.web());
        refused("EINVAL", new Operation.Add(end("br-front", 67, true), END_OWNER));
        refused("EINVAL", new Operation.Add(end("br-front", 65536, true), END_OWNER));
    }

    @Test
    default void anAbsentPairIsNotRemoved() {
        refused("ENODEV", new Operation.Remove(Subject.end()));
    }

    @Test
    default void anAbsentPairIsNotUpdated() {
        add(WEB_OWNER, Subject.web());
        refused("ENODEV", change(Subject.end(), Subject.end(), "up"));
    }

    @Test
    default void aRemovedPairTakesBothEndsWithTheirAddressesAndRoutes() {
        plumbWithAddresses();
        Route route = Subject.webRoute("0.0.0.0/0", "10.10.0.1");
        add(END_OWNER, route);
        remove(Subject.end());
        assertGone(Subject.end());
        assertGone(Subject.webAddress("10.10.0.5/24"));
        assertGone(Subject.webAddress("fd00:10::5/64"));
        assertGone(route);
        add(END_OWNER, Subject.end());
        assertHas(Subject.end(), END_OWNER);
        assertGone(Subject.webAddress("10.10.0.5/24"));
    }

    @Test
    default void aPairWhosePeerSomebodyDeletedIsGone() {
        plumb();
        outside().deleteLink(WEB, "eth0");
        assertGone(Subject.end());
    }

    @Test
    default void aPeerThatSomebodyRenamedIsFound() {
        plumb();
        outside().setUp(WEB, "eth0", false);
        outside().rename(WEB, "eth0", "lan0");
        Veth end = Subject.end();
        assertHas(
                new Veth(end.name(), WEB, "lan0", end.master(), end.macAddress(), 1500, true, false, false), END_OWNER);
    }

    @Test
    default void theLowerMtuOfBothEndsIsObserved() {
        plumb();
        outside().setMtu(WEB, "eth0", 1300);
        assertHas(end("br-front", 1300, true), END_OWNER);
    }

    @Test
    default void aPairWhosePeerIsNowhereInTheScopeIsObservedAsGone() {
        add(FRONT_OWNER, Subject.front());
        Owner other = new Owner("blog", "web");
        add(other, new Namespace("blog.web", true));
        add(
                new Owner("blog", "web/front"),
                new Veth(
                        "v-blog",
                        Netns.named("blog.web"),
                        "eth0",
                        "br-front",
                        Subject.mac("02:42:0a:0a:00:07"),
                        1500,
                        true,
                        true,
                        false));
        Veth observed = observe().all(Veth.class).values().iterator().next();
        assertEquals(Veth.GONE, observed.peer());
        assertEquals("netns:[unknown]", observed.netns().name());
    }

    @Test
    default void aHalfMadePairIsKnownByItsStack() {
        add(WEB_OWNER, Subject.web());
        outside().leaveHalfMadeVeth(STACK, "v-web", WEB, "eth0");
        Veth half = observe().all(Veth.class).values().iterator().next();
        assertHas(half, new Owner(STACK, ""));
        assertEquals(0, observe().all(OtherLink.class).size());
        remove(half);
        assertGone(half);
    }

    @Test
    default void aForeignPairIsTwoForeignLinks() {
        add(WEB_OWNER, Subject.web());
        outside().addVeth(Netns.HOST, "v-web", WEB, "eth0");
        assertForeign(new OtherLink(Netns.HOST, "v-web", "veth"));
        assertForeign(new OtherLink(WEB, "eth0", "veth"));
        refused("EEXIST", new Operation.Add(end("", 1500, true), END_OWNER));
    }

    @Test
    default void aBridgeTakesAPairThatSomebodyPulledOut() {
        plumb();
        outside().setMaster("v-web", "");
        assertHas(end("", 1500, true), END_OWNER);
        update(end("", 1500, true), Subject.end(), "bridge");
        assertHas(Subject.end(), END_OWNER);
    }
}
