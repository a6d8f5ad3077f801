package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedNetns;
import io.jnetctl.kernel.survey.SurveyedRoute;
import io.jnetctl.kernel.survey.SurveyedSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a namespace routes: net/ipv4/fib_trie.c and net/ipv6/route.c, for its tables local, main and default. */
final class Routing {
    private static final int STRICT = 1;

    private final SurveyedNetns netns;
    private final Map<String, SurveyedLink> links = new HashMap<>();
    private final Map<Integer, List<SurveyedRoute>> tables = new HashMap<>();

    Routing(SurveyedNetns netns) {
        this.netns = netns;
        for (SurveyedLink link : netns.links()) {
            links.put(link.name(), link);
        }
        for (SurveyedRoute route : netns.routes()) {
            tables.computeIfAbsent(route.table(), absent -> new ArrayList<>()).add(route);
        }
    }

    SurveyedNetns netns() {
        return netns;
    }

    @Nullable SurveyedLink link(String name) {
        return links.get(name);
    }

    /** Where packets to that address go; null where no route leads there. */
    @Nullable SurveyedRoute lookup(IpAddress destination) {
        for (int table : new int[] {SurveyedRoute.TABLE_LOCAL, SurveyedRoute.TABLE_MAIN, SurveyedRoute.TABLE_DEFAULT}) {
            SurveyedRoute best = null;
            for (SurveyedRoute route : tables.getOrDefault(table, List.of())) {
                if (route.destination().contains(destination)
                        && !(route.destination().family() == Family.V6 && isOfNobody(route, destination))
                        && (best == null || isBetter(route, best))) {
                    best = route;
                }
            }
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    /** IPv6's route of all multicast is for nothing else; the one of link-local addresses needs a scope that nobody gives here. */
    private static boolean isOfNobody(SurveyedRoute route, IpAddress destination) {
        return route.type() == SurveyedRoute.Type.MULTICAST && !destination.isMulticast();
    }

    private static boolean isBetter(SurveyedRoute route, SurveyedRoute than) {
        int longer = Integer.compare(
                route.destination().prefixLength(), than.destination().prefixLength());
        return longer > 0 || (longer == 0 && route.metric() < than.metric());
    }

    boolean isLocal(IpAddress address) {
        SurveyedRoute route = lookup(address);
        return route != null && route.type() == SurveyedRoute.Type.LOCAL;
    }

    /** As {@code -m addrtype} tells it. */
    SurveyedRoute.Type type(IpAddress address) {
        if (address.isMulticast()) {
            return SurveyedRoute.Type.MULTICAST;
        }
        SurveyedRoute route = lookup(address);
        return route == null ? SurveyedRoute.Type.UNICAST : route.type();
    }

    /** Whether the link itself has the address. */
    static boolean has(SurveyedLink link, IpAddress address) {
        return link.addresses().stream().anyMatch(each -> each.address().equals(address));
    }

    /** The source that the namespace gives packets of its own by that route; null where it has none. */
    @Nullable IpAddress source(SurveyedRoute route, IpAddress destination) {
        IpAddress given = route.source();
        if (given != null) {
            return given;
        }
        if (route.type() == SurveyedRoute.Type.LOCAL) {
            return destination;
        }
        SurveyedLink out = route.link() == null ? null : links.get(route.link());
        IpAddress hop = route.gateway() == null ? destination : route.gateway();
        IpAddress found = out == null ? null : best(out, hop, destination);
        if (found == null) {
            for (SurveyedLink link : netns.links()) {
                found = found == null && link.up() && !link.isLoopback() ? best(link, hop, destination) : found;
            }
        }
        return found;
    }

    /** IPv4 takes the first of the next hop's subnet, IPv6 the one most like the destination (RFC 6724, rule 8). */
    private static @Nullable IpAddress best(SurveyedLink link, IpAddress hop, IpAddress destination) {
        IpAddress best = null;
        for (InterfaceAddress each : link.addresses()) {
            IpAddress address = each.address();
            if (address.family() != destination.family()
                    || address.isLoopback()
                    || (address.family() == Family.V6 && address.isLinkLocal() && !destination.isLinkLocal())) {
                continue;
            }
            if (address.family() == Family.V4) {
                if (each.network().contains(hop)) {
                    return address;
                }
                best = best == null ? address : best;
            } else if (best == null || common(address, destination) > common(best, destination)) {
                best = address;
            }
        }
        return best;
    }

    private static int common(IpAddress one, IpAddress other) {
        int length = 0;
        while (length < 128 && Cidr.of(one, length + 1).contains(other)) {
            length++;
        }
        return length;
    }

    /**
     * Whether an answer to that address would go out of the link.
     *
     * @param anyLink whether any other link will do too
     */
    boolean leadsBack(IpAddress source, String link, boolean anyLink) {
        SurveyedRoute route = lookup(source);
        return route != null && route.type() == SurveyedRoute.Type.UNICAST && (anyLink || link.equals(route.link()));
    }

    /** Whether rp_filter lets a packet in (fib_validate_source of net/ipv4/fib_frontend.c); IPv6 has none. */
    boolean passesReversePath(IpAddress source, String link) {
        int mode = Math.max(netns.setting("net.ipv4.conf.all.rp_filter"), of("net.ipv4.conf.%s.rp_filter", link));
        return source.family() == Family.V6 || mode == 0 || leadsBack(source, link, mode != STRICT);
    }

    /** Whether a source or destination is one that never comes from outside (ip_route_input_slow of net/ipv4/route.c). */
    boolean isMartian(IpAddress address, String link) {
        return address.family() == Family.V4 && address.isLoopback() && !acceptsLoopback(link);
    }

    boolean acceptsLoopback(String link) {
        return netns.setting("net.ipv4.conf.all.route_localnet") != 0
                || of("net.ipv4.conf.%s.route_localnet", link) != 0;
    }

    /** IPv4 refuses packets that claim to be from the receiver itself. */
    boolean isOwnSource(IpAddress source, String link) {
        boolean accepted =
                netns.setting("net.ipv4.conf.all.accept_local") != 0 || of("net.ipv4.conf.%s.accept_local", link) != 0;
        return source.family() == Family.V4 && isLocal(source) && !accepted;
    }

    boolean forwards(Family family, String link) {
        return family == Family.V4
                ? of("net.ipv4.conf.%s.forwarding", link) != 0
                : netns.setting("net.ipv6.conf.all.forwarding") != 0;
    }

    /** Whether the namespace answers on the link for an address that is not its own, so that packets to it come to be routed. */
    boolean answersFor(IpAddress address, IpAddress asker, SurveyedLink link) {
        SurveyedRoute route = lookup(address);
        boolean proxied = netns.proxied().stream()
                .anyMatch(each ->
                        each.link().equals(link.name()) && each.address().equals(address));
        if (address.family() == Family.V6) {
            boolean on = netns.setting("net.ipv6.conf.all.proxy_ndp") != 0
                    || of("net.ipv6.conf.%s.proxy_ndp", link.name()) != 0;
            return on && forwards(Family.V6, link.name()) && proxied;
        }
        if (route == null || route.type() != SurveyedRoute.Type.UNICAST || !forwards(Family.V4, link.name())) {
            return false;
        }
        if (link.name().equals(route.link())) {
            return of("net.ipv4.conf.%s.proxy_arp_pvlan", link.name()) != 0 && !address.equals(asker);
        }
        return proxied
                || netns.setting("net.ipv4.conf.all.proxy_arp") != 0
                || of("net.ipv4.conf.%s.proxy_arp", link.name()) != 0;
    }

    private int of(String pattern, String link) {
        return netns.setting(SurveyedSettings.of(pattern, link));
    }
}
