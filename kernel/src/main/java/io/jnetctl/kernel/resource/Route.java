package io.jnetctl.kernel.resource;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Requirement.WhenGone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A static route of a namespace's main table (linux/rtnetlink.h). Its mark is rtm_protocol.
 *
 * @param netns whose table
 * @param destination {@code 0.0.0.0/0} or {@code ::/0} for the default route
 * @param metric RTA_PRIORITY; 0 for IPv4's default, 1024 for IPv6's
 * @param type what it does with a packet
 * @param gateway the next hop, null for an on-link route or one without next hop
 * @param link the interface it leaves through, null for one without next hop
 */
public record Route(
        Netns netns,
        Cidr destination,
        int metric,
        Type type,
        @Nullable IpAddress gateway,
        @Nullable String link) implements Resource {
    /** The IPv6 metric that the kernel gives where none is asked for (IP6_RT_PRIO_USER of net/ip6_route.h). */
    public static final int IPV6_METRIC = 1024;

    public static final Kind<Route> KIND = Kind.of("route", Route.class)
            .identity("netns", "destination", "metric")
            .update("type", "type", Route::type, Disruption.FLOW_RESET)
            .update("gateway", "gateway", Route::gateway, Disruption.FLOW_RESET)
            .update("link", "link", Route::link, Disruption.FLOW_RESET)
            .replacing(Disruption.FLOW_RESET)
            .build();

    /** Of rtm_type: RTN_UNICAST, RTN_BLACKHOLE. */
    public enum Type {
        UNICAST,
        BLACKHOLE
    }

    /** A route with the family's usual metric. */
    public static Route via(Netns netns, Cidr destination, IpAddress gateway, String link) {
        return new Route(netns, destination, usualMetric(destination), Type.UNICAST, gateway, link);
    }

    /** A route that drops what it matches. */
    public static Route blackhole(Netns netns, Cidr destination) {
        return new Route(netns, destination, usualMetric(destination), Type.BLACKHOLE, null, null);
    }

    private static int usualMetric(Cidr destination) {
        return destination.family() == Family.V6 ? IPV6_METRIC : 0;
    }

    public boolean isDefault() {
        return destination.prefixLength() == 0;
    }

    @Override
    public Kind<Route> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(label() + " metric " + metric);
    }

    @Override
    public String label() {
        String to = isDefault() ? (destination.family() == Family.V4 ? "default" : "default6") : destination.toString();
        return netns.name() + " " + to;
    }

    @Override
    public List<Requirement> requires() {
        if (link == null) {
            return List.of(new Requirement(Slot.netns(netns.name()), WhenGone.CASCADE));
        }
        Family family = destination.family();
        return List.of(
                new Requirement(Slot.link(netns, link), WhenGone.CASCADE),
                new Requirement(
                        Slot.addressed(netns, link, family),
                        family == Family.V4 ? WhenGone.CASCADE_WITH_LAST : WhenGone.KEEP));
    }
}
