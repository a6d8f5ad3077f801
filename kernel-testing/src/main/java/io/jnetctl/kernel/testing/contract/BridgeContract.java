package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Veth;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bridges of the host. */
public interface BridgeContract extends Subject {
    private static Bridge named(String name) {
        Bridge front = Subject.front();
        return new Bridge(name, front.macAddress(), front.mtu(), front.up(), front.policy());
    }

    @Test
    default void aBridgeThatIsRenamedKeepsAllThatItHas() {
        plumb();
        ProxyNeighbour proxy = new ProxyNeighbour("br-front", IpAddress.parse("fd00:10::9"));
        Route route = Route.via(Netns.HOST, Cidr.parse("10.99.0.0/16"), IpAddress.parse("10.10.0.9"), "br-front");
        add(
                FRONT_OWNER,
                Subject.address(Netns.HOST, "br-front", "10.10.0.1/24"),
                Subject.address(Netns.HOST, "br-front", "fd00:10::1/64"),
                route);
        add(ProxyNeighbour.OWNER, proxy);
        long before = outside().identity(Subject.front()).orElseThrow();
        update(Subject.front(), named("br-moved"), "name");
        assertEquals(before, outside().identity(named("br-moved")).orElseThrow());
        assertGone(Subject.front());
        assertHas(named("br-moved"), FRONT_OWNER);
        assertHas(VethContract.end("br-moved", 1500, true), END_OWNER);
        assertHas(Subject.address(Netns.HOST, "br-moved", "10.10.0.1/24"), FRONT_OWNER);
        assertHas(Subject.address(Netns.HOST, "br-moved", "fd00:10::1/64"), FRONT_OWNER);
        assertHas(new ProxyNeighbour("br-moved", proxy.address()), ProxyNeighbour.OWNER);
        assertHas(Route.via(Netns.HOST, route.destination(), IpAddress.parse("10.10.0.9"), "br-moved"), FRONT_OWNER);
        update(named("br-moved"), Subject.front(), "name");
        assertHas(Subject.front(), FRONT_OWNER);
        assertHas(route, FRONT_OWNER);
    }

    @Test
    default void aBridgeThatIsRenamedTakesFurtherChanges() {
        add(FRONT_OWNER, Subject.front());
        outside().rename(Netns.HOST, "br-front", "br-moved");
        outside().setMtu(Netns.HOST, "br-moved", 1400);
        outside().setUp(Netns.HOST, "br-moved", false);
        update(named("br-moved"), Subject.front(), "name", "mtu", "up");
        assertHas(Subject.front(), FRONT_OWNER);
    }

    @Test
    default void aBridgeTakesNoNameThatIsTaken() {
        add(FRONT_OWNER, Subject.front());
        outside().addBridge("br-taken");
        refused("EEXIST", change(Subject.front(), named("br-taken"), "name"));
        refused("ENODEV", change(named("br-gone"), named("br-moved"), "name"));
    }

    NetworkPolicy STRICT = new NetworkPolicy(true, true, false, false);
    NetworkPolicy OPEN = new NetworkPolicy(false, false, true, true);

    private static Bridge bridge(MacAddress mac, int mtu, boolean up) {
        return new Bridge("br-front", mac, mtu, up, NetworkPolicy.NONE);
    }

    @Test
    default void anAddedBridgeIsObservedWithItsMark() {
        add(FRONT_OWNER, Subject.front());
        assertHas(Subject.front(), FRONT_OWNER);
    }

    @Test
    default void aBridgeIsAddedDownWhenAskedFor() {
        Bridge down = bridge(Subject.mac("02:42:00:00:00:01"), 1500, false);
        add(FRONT_OWNER, down);
        assertHas(down, FRONT_OWNER);
    }

    @Test
    default void eachAttributeOfABridgeIsChangedInPlace() {
        add(FRONT_OWNER, Subject.front());
        Bridge before = Subject.front();
        for (Bridge after : new Bridge[] {
            bridge(Subject.mac("02:42:00:00:00:02"), 1500, true),
            bridge(Subject.mac("02:42:00:00:00:02"), 1400, true),
            bridge(Subject.mac("02:42:00:00:00:02"), 1400, false),
            new Bridge("br-front", Subject.mac("02:42:00:00:00:02"), 1400, false, STRICT),
            new Bridge("br-front", Subject.mac("02:42:00:00:00:02"), 1400, false, OPEN)
        }) {
            Bridge from = before;
            String[] changed = from.kind().attributes().stream()
                    .filter(attribute -> !Objects.equals(
                            attribute.get().apply(from), attribute.get().apply(after)))
                    .map(attribute -> attribute.name())
                    .toArray(String[]::new);
            assertSameObject(from, () -> update(from, after, changed));
            assertHas(after, FRONT_OWNER);
            before = after;
        }
    }

    private static Bridge front(@Nullable NetworkPolicy policy) {
        Bridge front = Subject.front();
        return new Bridge(front.name(), front.macAddress(), front.mtu(), front.up(), policy);
    }

    @Test
    default void aBridgeIsAddedWithItsPolicy() {
        add(FRONT_OWNER, front(STRICT));
        assertHas(front(STRICT), FRONT_OWNER);
    }

    @Test
    default void theMarkOfABridgeIsChangedWithoutItsPolicy() {
        add(FRONT_OWNER, front(STRICT));
        Owner other = new Owner("blog", "edge");
        done(new Operation.Update(front(STRICT), front(null), Set.of("owner"), other));
        assertHas(front(STRICT), other);
    }

    @Test
    default void thePolicyOfAnotherStacksBridgeIsObserved() {
        Owner other = new Owner("blog", "front");
        add(other, front(STRICT));
        assertHas(front(STRICT), other);
    }

    @Test
    default void aBridgeWhoseGroupSomebodyChangedHasNoPolicy() {
        add(FRONT_OWNER, front(STRICT));
        for (int group : new int[] {0, NetworkGroup.of(new Owner(STACK, "other"), STRICT), 0x4b300000}) {
            outside().setGroup("br-front", group);
            assertHas(front(null), FRONT_OWNER);
        }
        update(front(null), front(STRICT), "policy");
        assertHas(front(STRICT), FRONT_OWNER);
    }

    @Test
    default void theMarkOfABridgeIsChangedInPlace() {
        add(FRONT_OWNER, Subject.front());
        Owner other = new Owner(STACK, "edge");
        assertSameObject(
                Subject.front(),
                () -> done(new Operation.Update(Subject.front(), Subject.front(), Set.of("owner"), other)));
        assertHas(Subject.front(), other);
    }

    @Test
    default void aBridgeIsNotAddedTwice() {
        add(FRONT_OWNER, Subject.front());
        refused("EEXIST", new Operation.Add(Subject.front(), FRONT_OWNER));
    }

    @Test
    default void anAbsentBridgeIsNotRemoved() {
        refused("ENODEV", new Operation.Remove(Subject.front()));
    }

    @Test
    default void anAbsentBridgeIsNotUpdated() {
        refused("ENODEV", change(Subject.front(), Subject.front(), "up"));
    }

    @Test
    default void aForeignBridgeIsObservedAndInTheWay() {
        outside().addBridge("br-front");
        refused("EEXIST", new Operation.Add(Subject.front(), FRONT_OWNER));
        Bridge observed = observe().all(Bridge.class).get(Subject.front().key());
        assertForeign(new Bridge("br-front", observed == null ? null : observed.macAddress(), 1500, true, null));
    }

    @Test
    default void aForeignLinkOfTheNameIsInTheWay() {
        outside().addVeth(Netns.HOST, "br-front", Netns.HOST, "other");
        refused("EEXIST", new Operation.Add(Subject.front(), FRONT_OWNER));
        assertForeign(new OtherLink(Netns.HOST, "br-front", "veth"));
    }

    @Test
    default void aForeignBridgeIsAdoptedByItsMark() {
        outside().addBridge("br-front");
        Bridge foreign = observe().all(Bridge.class).values().iterator().next();
        assertSameObject(foreign, () -> done(new Operation.Update(foreign, foreign, Set.of("owner"), FRONT_OWNER)));
        Bridge adopted =
                new Bridge(foreign.name(), foreign.macAddress(), foreign.mtu(), foreign.up(), NetworkPolicy.NONE);
        assertHas(adopted, FRONT_OWNER);
    }

    @Test
    default void aHalfMadeBridgeIsKnownByItsStack() {
        outside().leaveHalfMadeBridge(STACK, "br-front");
        Bridge half = observe().all(Bridge.class).values().iterator().next();
        assertHas(half, new Owner(STACK, ""));
        remove(half);
        assertGone(half);
    }

    @Test
    default void aHalfMadeBridgeOfAStackOutOfScopeIsNotOurs() {
        outside().leaveHalfMadeBridge("blog", "br-blog");
        assertForeign(observe().all(Bridge.class).values().iterator().next());
    }

    @Test
    default void bridgesOfOtherStacksAreObservedAsTheirs() {
        Owner other = new Owner("blog", "front");
        add(other, Subject.front());
        assertHas(Subject.front(), other);
    }

    @Test
    default void aRemovedBridgeLetsItsPortsGo() {
        plumb();
        assertSameObject(Subject.end(), () -> remove(Subject.front()));
        assertGone(Subject.front());
        assertHas(VethContract.end("", 1500, true), END_OWNER);
    }

    @Test
    default void aRemovedBridgeTakesItsAddressesAndRoutes() {
        add(FRONT_OWNER, Subject.front());
        Address address = Subject.address(Netns.HOST, "br-front", "10.10.0.1/24");
        add(FRONT_OWNER, address);
        remove(Subject.front());
        assertGone(address);
        add(FRONT_OWNER, Subject.front());
        assertGone(address);
    }

    @Test
    default void aBridgeKeepsItsMtuWhateverItsPortsHave() {
        add(FRONT_OWNER, Subject.front());
        add(WEB_OWNER, Subject.web());
        Veth low = VethContract.end("br-front", 1400, true);
        add(END_OWNER, low);
        assertHas(Subject.front(), FRONT_OWNER);
        update(low, VethContract.end("br-front", 1300, true), "mtu");
        assertHas(Subject.front(), FRONT_OWNER);
    }

    @Test
    default void aBridgeKeepsItsMacAddressWhateverItsPortsHave() {
        plumb();
        assertHas(Subject.front(), FRONT_OWNER);
        remove(Subject.end());
        assertHas(Subject.front(), FRONT_OWNER);
    }

    @Test
    default void aBridgeTakesNoMulticastMacAddress() {
        refused("EADDRNOTAVAIL", new Operation.Add(bridge(Subject.mac("01:00:5e:00:00:01"), 1500, true), FRONT_OWNER));
        add(FRONT_OWNER, Subject.front());
        Bridge multicast = bridge(Subject.mac("01:00:5e:00:00:01"), 1500, true);
        refused("EADDRNOTAVAIL", change(Subject.front(), multicast, "mac_address"));
    }

    @Test
    default void aBridgeTakesNoMtuOutOfRange() {
        for (int mtu : new int[] {67, 65536}) {
            refused("EINVAL", new Operation.Add(bridge(Subject.mac("02:42:00:00:00:01"), mtu, true), FRONT_OWNER));
        }
    }

    @Test
    default void aBridgeThatSomebodyDeletedIsGone() {
        plumb();
        outside().deleteLink(Netns.HOST, "br-front");
        assertGone(Subject.front());
        assertHas(VethContract.end("", 1500, true), END_OWNER);
    }

    @Test
    default void aBridgeWhoseMarkSomebodyTookIsForeign() {
        outside().addBridge("br0");
        outside().mark(Netns.HOST, "br0", Optional.of(FRONT_OWNER));
        Bridge bridge = observe().all(Bridge.class).values().iterator().next();
        assertHas(bridge, FRONT_OWNER);
        outside().mark(Netns.HOST, "br0", Optional.empty());
        assertForeign(bridge);
    }
}
