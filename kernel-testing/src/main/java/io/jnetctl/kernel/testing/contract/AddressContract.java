package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of links. */
public interface AddressContract extends Subject {
    @ParameterizedTest
    @ValueSource(strings = {"10.10.0.5/24", "10.10.0.5/32", "10.10.0.4/31", "fd00:10::5/64", "fd00:10::5/128"})
    default void anAddedAddressIsObservedAsItsLinks(String address) {
        plumb();
        add(END_OWNER, Subject.webAddress(address));
        assertHas(Subject.webAddress(address), END_OWNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.10.0.5/24", "fd00:10::5/64"})
    default void anAddressIsNotAddedTwice(String address) {
        plumb();
        add(END_OWNER, Subject.webAddress(address));
        refused("EEXIST", new Operation.Add(Subject.webAddress(address), END_OWNER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.10.0.5/24", "fd00:10::5/64"})
    default void anAbsentAddressIsNotRemoved(String address) {
        plumb();
        refused("EADDRNOTAVAIL", new Operation.Remove(Subject.webAddress(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.10.0.5/24", "fd00:10::5/64"})
    default void anAddressNeedsItsLink(String address) {
        add(WEB_OWNER, Subject.web());
        refused("ENODEV", new Operation.Add(Subject.webAddress(address), END_OWNER));
        refused("ENODEV", new Operation.Remove(Subject.webAddress(address)));
    }

    @Test
    default void anAddressIsFoundOnTheHostToo() {
        add(FRONT_OWNER, Subject.front());
        Address gateway = Subject.address(Netns.HOST, "br-front", "10.10.0.1/24");
        add(FRONT_OWNER, gateway);
        assertHas(gateway, FRONT_OWNER);
        assertEquals(
                List.of(new OccupiedPrefix(Cidr.parse("10.10.0.0/24"), "br-front")),
                observe().facts().occupied());
    }

    @Test
    default void anAddressThatSomebodyElseAddedIsForeign() {
        plumb();
        outside().addAddress(WEB, "eth0", InterfaceAddress.parse("10.10.0.9/24"));
        assertForeign(Subject.webAddress("10.10.0.9/24"));
    }

    @Test
    default void anIpv6MulticastAddressIsRefused() {
        plumb();
        refused("EADDRNOTAVAIL", new Operation.Add(Subject.webAddress("ff05::1/64"), END_OWNER));
    }

    @Test
    default void anIpv4AddressMayStandWithTwoLengths() {
        plumb();
        add(END_OWNER, Subject.webAddress("10.10.0.5/24"), Subject.webAddress("10.10.0.5/16"));
        assertHas(Subject.webAddress("10.10.0.5/24"), END_OWNER);
        assertHas(Subject.webAddress("10.10.0.5/16"), END_OWNER);
    }

    @Test
    default void anIpv6AddressStandsOnceWhateverItsLength() {
        plumb();
        add(END_OWNER, Subject.webAddress("fd00:10::5/64"));
        refused("EEXIST", new Operation.Add(Subject.webAddress("fd00:10::5/96"), END_OWNER));
    }

    @Test
    default void aRemovedPrimaryTakesTheSecondariesOfItsSubnet() {
        plumb();
        outside().setSysctl(WEB, "net.ipv4.conf.all.promote_secondaries", "0");
        outside().setSysctl(WEB, "net.ipv4.conf.eth0.promote_secondaries", "0");
        Address primary = Subject.webAddress("10.10.0.5/24");
        Address secondary = Subject.webAddress("10.10.0.6/24");
        Address otherSubnet = Subject.webAddress("10.20.0.5/24");
        Address otherLength = Subject.webAddress("10.10.0.7/25");
        add(END_OWNER, primary, secondary, otherSubnet, otherLength);
        remove(primary);
        assertGone(secondary);
        assertHas(otherSubnet, END_OWNER);
        assertHas(otherLength, END_OWNER);
    }

    @Test
    default void aRemovedSecondaryTakesNothing() {
        plumb();
        add(END_OWNER, Subject.webAddress("10.10.0.5/24"), Subject.webAddress("10.10.0.6/24"));
        remove(Subject.webAddress("10.10.0.6/24"));
        assertHas(Subject.webAddress("10.10.0.5/24"), END_OWNER);
    }

    @Test
    default void anIpv6AddressHasNoSecondaries() {
        plumb();
        add(END_OWNER, Subject.webAddress("fd00:10::5/64"), Subject.webAddress("fd00:10::6/64"));
        remove(Subject.webAddress("fd00:10::5/64"));
        assertHas(Subject.webAddress("fd00:10::6/64"), END_OWNER);
    }

    @Test
    default void theLastIpv4AddressOfALinkTakesTheIpv4RoutesThroughIt() {
        plumbWithAddresses();
        Address second = Subject.webAddress("10.20.0.5/24");
        Route route = Subject.webRoute("0.0.0.0/0", "10.10.0.1");
        Route six = Subject.webRoute("::/0", "fd00:10::1");
        add(END_OWNER, second, route, six);
        remove(Subject.webAddress("10.10.0.5/24"));
        assertHas(route, END_OWNER);
        remove(second);
        assertGone(route);
        assertHas(six, END_OWNER);
    }

    @Test
    default void theLastIpv6AddressOfALinkTakesNoRoutes() {
        plumbWithAddresses();
        Route six = Subject.webRoute("::/0", "fd00:10::1");
        add(END_OWNER, six);
        remove(Subject.webAddress("fd00:10::5/64"));
        assertHas(six, END_OWNER);
    }

    @Test
    default void aLinkThatGoesDownKeepsItsIpv4AddressesAndLosesItsIpv6Ones() {
        plumbWithAddresses();
        Route route = Subject.webRoute("0.0.0.0/0", "10.10.0.1");
        Route six = Subject.webRoute("::/0", "fd00:10::1");
        add(END_OWNER, route, six);
        outside().setUp(WEB, "eth0", false);
        assertHas(Subject.webAddress("10.10.0.5/24"), END_OWNER);
        assertGone(Subject.webAddress("fd00:10::5/64"));
        assertGone(route);
        assertGone(six);
        outside().setUp(WEB, "eth0", true);
        assertGone(route);
    }

    @Test
    default void aLinkWithAnMtuBelowIpv6sLeastLosesItsIpv6Addresses() {
        plumbWithAddresses();
        update(Subject.end(), VethContract.end("br-front", 1279, true), "mtu");
        assertGone(Subject.webAddress("fd00:10::5/64"));
        assertHas(Subject.webAddress("10.10.0.5/24"), END_OWNER);
        refused("EINVAL", new Operation.Add(Subject.webAddress("fd00:10::5/64"), END_OWNER));
        refused("ENXIO", new Operation.Remove(Subject.webAddress("fd00:10::5/64")));
        update(VethContract.end("br-front", 1279, true), Subject.end(), "mtu");
        add(END_OWNER, Subject.webAddress("fd00:10::5/64"));
    }

    @Test
    default void anAddressOfALinkThatIsDownIsUsedOnceItIsUp() {
        plumb();
        outside().setUp(WEB, "eth0", false);
        add(END_OWNER, Subject.webAddress("10.10.0.5/24"), Subject.webAddress("fd00:10::5/64"));
        outside().setUp(WEB, "eth0", true);
        assertHas(Subject.webAddress("10.10.0.5/24"), END_OWNER);
        assertHas(Subject.webAddress("fd00:10::5/64"), END_OWNER);
        add(END_OWNER, Subject.webRoute("0.0.0.0/0", "10.10.0.1"), Subject.webRoute("::/0", "fd00:10::1"));
    }

    @Test
    default void addressesSurviveTheMoveOfALinkToAnotherBridge() {
        plumbWithAddresses();
        Route route = Route.via(WEB, Cidr.parse("0.0.0.0/0"), IpAddress.parse("10.10.0.1"), "eth0");
        add(END_OWNER, route);
        update(Subject.end(), VethContract.end("", 1500, true), "bridge");
        assertHas(Subject.webAddress("10.10.0.5/24"), END_OWNER);
        assertHas(Subject.webAddress("fd00:10::5/64"), END_OWNER);
        assertHas(route, END_OWNER);
    }
}
