package io.jnetctl.kernel.linux.observe;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.Marks;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.route.RouteAttribute;
import io.jnetctl.kernel.linux.route.RouteMessage;
import io.jnetctl.kernel.resource.Route;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The static routes of main tables. */
final class RouteObserver {
    /** rtm_protocol of routes that nobody set by hand: linux/rtnetlink.h. */
    private static final int RTPROT_REDIRECT = 1;

    private static final int RTPROT_RA = 9;

    /** RTM_F_CLONED: a cached one. */
    static final int RTM_F_CLONED = 0x200;

    private static final IpAddress ANY_V4 = IpAddress.ofV4(0);
    private static final IpAddress ANY_V6 = new IpAddress(Family.V6, 0, 0);

    private RouteObserver() {}

    /** @param marker whose the namespace is, null for the host and for attached ones */
    static void observe(NetnsSnapshot snapshot, @Nullable Owner marker, Entries entries) {
        for (RouteMessage message : snapshot.routes()) {
            boolean ours = message.protocol() == Marks.PROTOCOL;
            if (!isStatic(message) || (snapshot.netns().isHost() && !ours)) {
                continue;
            }
            Hop hop = Hop.of(message);
            String link = hop.link == 0 ? null : snapshot.linkName(hop.link);
            if (hop.link != 0 && link == null) {
                continue;
            }
            Owner owner = ours ? owner(snapshot, hop.link, marker) : null;
            Route.Type type = message.type() == RouteMessage.RTN_BLACKHOLE ? Route.Type.BLACKHOLE : Route.Type.UNICAST;
            // The kernel has IPv6's blackholes leave through lo; nobody asked for that.
            String through = type == Route.Type.BLACKHOLE ? null : link;
            entries.add(new Route(snapshot.netns(), hop.destination, hop.metric, type, hop.gateway, through), owner);
        }
    }

    /** What the host reaches by its routes, whatever their table, but what it reaches by default. */
    static void occupied(NetnsSnapshot host, Set<OccupiedPrefix> occupied) {
        for (RouteMessage message : host.routes()) {
            if (message.destinationLength() == 0 || !isReach(message.type())) {
                continue;
            }
            Hop hop = Hop.of(message);
            IpAddress network = hop.destination.network();
            if (!network.isMulticast() && !network.isLoopback() && !isLinkLocalV6(network)) {
                // IPv6 says of a blackhole that it leaves through lo.
                boolean leaves = message.type() == RouteMessage.RTN_UNICAST && hop.link != 0;
                String link = leaves ? host.linkName(hop.link) : null;
                if (!leaves || link != null) {
                    occupied.add(new OccupiedPrefix(hop.destination, link));
                }
            }
        }
    }

    private static boolean isLinkLocalV6(IpAddress address) {
        return address.family() == Family.V6 && address.isLinkLocal();
    }

    private static boolean isReach(int type) {
        return type == RouteMessage.RTN_UNICAST
                || type == RouteMessage.RTN_BLACKHOLE
                || type == RouteMessage.RTN_UNREACHABLE
                || type == RouteMessage.RTN_PROHIBIT;
    }

    private static boolean isStatic(RouteMessage message) {
        int protocol = message.protocol();
        return (message.type() == RouteMessage.RTN_UNICAST || message.type() == RouteMessage.RTN_BLACKHOLE)
                && protocol != RouteMessage.RTPROT_KERNEL
                && protocol != RTPROT_RA
                && protocol != RTPROT_REDIRECT
                && (message.flags() & RTM_F_CLONED) == 0
                && message.table() == RouteMessage.RT_TABLE_MAIN;
    }

    private static @Nullable Owner owner(NetnsSnapshot snapshot, int link, @Nullable Owner marker) {
        Owner owner = snapshot.owner(link);
        if (owner == null) {
            owner = marker == null ? snapshot.firstOwner() : marker;
        }
        return owner;
    }

    /** The attributes of a route that make its record. */
    private record Hop(
            Cidr destination, int metric, @Nullable IpAddress gateway, int link) {
        static Hop of(RouteMessage message) {
            IpAddress destination = message.family() == AddressFamily.AF_INET ? ANY_V4 : ANY_V6;
            IpAddress gateway = null;
            int metric = 0;
            int link = 0;
            for (RouteAttribute attribute : message.attributes()) {
                if (attribute instanceof RouteAttribute.Destination found) {
                    destination = found.address();
                } else if (attribute instanceof RouteAttribute.Gateway found) {
                    gateway = found.address();
                } else if (attribute instanceof RouteAttribute.Via found) {
                    gateway = found.gateway();
                } else if (attribute instanceof RouteAttribute.Priority found) {
                    metric = found.metric();
                } else if (attribute instanceof RouteAttribute.OutputLink found) {
                    link = found.index();
                }
            }
            return new Hop(Cidr.of(destination, message.destinationLength()), metric, gateway, link);
        }
    }
}
