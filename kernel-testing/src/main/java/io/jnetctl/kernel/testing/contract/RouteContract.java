package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Cidr;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Static routes. */
public interface RouteContract extends Subject {
    private static Route onLink(String destination, int metric) {
        return new Route(WEB, Cidr.parse(destination), metric, Route.Type.UNICAST, null, "eth0");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, 10.10.0.1", "192.0.2.0/24, 10.10.0.1", "::/0, fd00:10::1", "2001:db8::/32, fd00:10::1"})
    default void anAddedRouteIsObservedAsItsLinks(String destination, String gateway) {
        plumbWithAddresses();
        Route route = Subject.webRoute(destination, gateway);
        add(END_OWNER, route);
        assertHas(route, END_OWNER);
        refused("EEXIST", new Operation.Add(route, END_OWNER));
        remove(route);
        assertGone(route);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, 10.10.0.1, 10.10.0.2", "::/0, fd00:10::1, fd00:10::2"})
    default void aRouteGetsAnotherGatewayInPlace(String destination, String gateway, String other) {
        plumbWithAddresses();
        Route before = Subject.webRoute(destination, gateway);
        Route after = Subject.webRoute(destination, other);
        add(END_OWNER, before);
        update(before, after, "gateway");
        assertHas(after, END_OWNER);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, 10.10.0.1", "::/0, fd00:10::1"})
    default void aRouteBecomesABlackholeAndBack(String destination, String gateway) {
        plumbWithAddresses();
        Route unicast = Subject.webRoute(destination, gateway);
        Route blackhole = Route.blackhole(WEB, Cidr.parse(destination));
        add(END_OWNER, unicast);
        update(unicast, blackhole, "type", "gateway", "link");
        assertHas(blackhole, WEB_OWNER);
        update(blackhole, unicast, "type", "gateway", "link");
        assertHas(unicast, END_OWNER);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/24", "2001:db8::/32"})
    default void aBlackholeIsTheNamespaces(String destination) {
        add(WEB_OWNER, Subject.web());
        Route route = Route.blackhole(WEB, Cidr.parse(destination));
        add(WEB_OWNER, route);
        assertHas(route, WEB_OWNER);
        refused("EEXIST", new Operation.Add(route, WEB_OWNER));
        remove(route);
        assertGone(route);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/24", "2001:db8::/32"})
    default void aBlackholeGoesWithItsNamespace(String destination) {
        add(WEB_OWNER, Subject.web());
        Route route = Route.blackhole(WEB, Cidr.parse(destination));
        add(WEB_OWNER, route);
        remove(Subject.web());
        add(WEB_OWNER, Subject.web());
        assertGone(route);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/24, 7", "2001:db8::/32, 7"})
    default void routesOfTwoMetricsStandTogether(String destination, int metric) {
        plumbWithAddresses();
        Route one = onLink(destination, metric);
        Route two = onLink(destination, metric + 1);
        add(END_OWNER, one, two);
        assertHas(one, END_OWNER);
        assertHas(two, END_OWNER);
        remove(one);
        assertGone(one);
        assertHas(two, END_OWNER);
    }

    @Test
    default void aRouteWithoutGatewayNeedsOnlyALinkThatIsUp() {
        plumb();
        add(END_OWNER, onLink("192.0.2.0/24", 0));
        assertHas(onLink("192.0.2.0/24", 0), END_OWNER);
        outside().setUp(WEB, "eth0", false);
        assertGone(onLink("192.0.2.0/24", 0));
        refused("ENETDOWN", new Operation.Add(onLink("192.0.2.0/24", 0), END_OWNER));
        refused("ENETDOWN", new Operation.Add(onLink("2001:db8::/32", Route.IPV6_METRIC), END_OWNER));
    }

    @Test
    default void aSubnetThatALinkIsInHasItsRouteAlready() {
        plumbWithAddresses();
        refused("EEXIST", new Operation.Add(onLink("10.10.0.0/24", 0), END_OWNER));
        add(END_OWNER, onLink("10.10.0.0/24", 7), onLink("fd00:10::/64", Route.IPV6_METRIC));
    }

    @Test
    default void aHostsBlackholeIsReachedThroughNoLink() {
        add(FRONT_OWNER, Subject.front());
        add(FRONT_OWNER, Route.blackhole(Netns.HOST, Cidr.parse("192.0.2.0/24")));
        add(FRONT_OWNER, Route.blackhole(Netns.HOST, Cidr.parse("2001:db8::/32")));
        assertEquals(
                List.of(
                        new OccupiedPrefix(Cidr.parse("192.0.2.0/24"), null),
                        new OccupiedPrefix(Cidr.parse("2001:db8::/32"), null)),
                observe().facts().occupied());
    }

    @Test
    default void anIpv4GatewayMustBeOnLink() {
        plumbWithAddresses();
        String message =
                refused("ENETUNREACH", new Operation.Add(Subject.webRoute("0.0.0.0/0", "10.20.0.1"), END_OWNER));
        assertTrue(message.contains("Nexthop has invalid gateway"), message);
        add(END_OWNER, onLink("10.20.0.0/24", 0), Subject.webRoute("0.0.0.0/0", "10.20.0.1"));
    }

    @Test
    default void anIpv6GatewayMustBeOnLink() {
        plumbWithAddresses();
        refused("EHOSTUNREACH", new Operation.Add(Subject.webRoute("::/0", "fd00:20::1"), END_OWNER));
        add(END_OWNER, onLink("fd00:20::/64", Route.IPV6_METRIC), Subject.webRoute("::/0", "fd00:20::1"));
    }

    @Test
    default void anIpv6GatewayIsNotTheNamespacesOwnAddress() {
        plumbWithAddresses();
        String message = refused("EINVAL", new Operation.Add(Subject.webRoute("::/0", "fd00:10::5"), END_OWNER));
        assertTrue(message.contains("Gateway can not be a local address"), message);
    }

    @Test
    default void aGatewayIsNotReachedByAnotherGateway() {
        plumbWithAddresses();
        add(END_OWNER, Subject.webRoute("10.20.0.0/24", "10.10.0.1"), Subject.webRoute("fd00:20::/64", "fd00:10::1"));
        refused("ENETUNREACH", new Operation.Add(Subject.webRoute("0.0.0.0/0", "10.20.0.1"), END_OWNER));
        refused("EHOSTUNREACH", new Operation.Add(Subject.webRoute("::/0", "fd00:20::1"), END_OWNER));
    }

    @Test
    default void aGatewayIsNotReachedThroughALinkThatIsDown() {
        plumb();
        outside().setUp(WEB, "eth0", false);
        add(END_OWNER, Subject.webAddress("10.10.0.5/24"), Subject.webAddress("fd00:10::5/64"));
        refused("ENETUNREACH", new Operation.Add(Subject.webRoute("0.0.0.0/0", "10.10.0.1"), END_OWNER));
        refused("EHOSTUNREACH", new Operation.Add(Subject.webRoute("::/0", "fd00:10::1"), END_OWNER));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, 10.10.0.1", "::/0, fd00:10::1"})
    default void anAbsentRouteIsNeitherUpdatedNorRemoved(String destination, String gateway) {
        plumbWithAddresses();
        Route route = Subject.webRoute(destination, gateway);
        refused("ENOENT", change(route, route, "gateway"));
        refused("ESRCH", new Operation.Remove(route));
    }

    @Test
    default void aRouteNeedsItsLink() {
        add(WEB_OWNER, Subject.web());
        refused("ENODEV", new Operation.Add(Subject.webRoute("0.0.0.0/0", "10.10.0.1"), END_OWNER));
        refused("ENODEV", new Operation.Add(Subject.webRoute("::/0", "fd00:10::1"), END_OWNER));
    }

    @Test
    default void aRouteThatSomebodyElseAddedIsForeign() {
        plumbWithAddresses();
        Route route = Subject.webRoute("192.0.2.0/24", "10.10.0.1");
        outside().addRoute(route);
        assertForeign(route);
        refused("ESRCH", new Operation.Remove(route));
    }

    @Test
    default void aRouteThatSomebodyDeletedIsGone() {
        plumbWithAddresses();
        Route route = Subject.webRoute("192.0.2.0/24", "10.10.0.1");
        add(END_OWNER, route);
        outside().deleteRoute(route);
        assertGone(route);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, 10.10.0.1, 10.10.0.2", "::/0, fd00:10::1, fd00:10::2"})
    default void aRouteThatGotAnotherGatewayIsNotRemovedForTheOldOne(String destination, String gateway, String other) {
        plumbWithAddresses();
        Route route = Subject.webRoute(destination, gateway);
        add(END_OWNER, route);
        refused("ESRCH", new Operation.Remove(Subject.webRoute(destination, other)));
        assertHas(route, END_OWNER);
    }
}
