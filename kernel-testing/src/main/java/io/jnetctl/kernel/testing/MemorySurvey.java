package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.FirewallFacts.BuiltInChain;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.survey.ProxiedNeighbour;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.survey.SurveyedFirewall;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedNetns;
import io.jnetctl.kernel.survey.SurveyedRoute;
import io.jnetctl.kernel.survey.SurveyedSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that decides where packets go on a host in memory; the kernel's own routes are derived from addresses. */
final class MemorySurvey {
    private static final List<String> LOOPBACK = List.of("127.0.0.1/8", "::1/128");

    private final MemoryHost host;
    private final Map<Long, Netns> seen = new LinkedHashMap<>();
    private final Map<Long, Owner> owners = new HashMap<>();

    MemorySurvey(MemoryHost host) {
        this.host = host;
        seen.put(MemoryNamespaces.HOST, Netns.HOST);
        host.namespaces.mounted().forEach((path, id) -> {
            Owner mark = host.links.loopback(id).mark();
            if (mark != null && path.startsWith(Netns.DIRECTORY + "/")) {
                see(id, Netns.named(path.substring(Netns.DIRECTORY.length() + 1)), mark);
            }
        });
        for (MemoryLinks.Link end : host.links.of(MemoryNamespaces.HOST)) {
            Owner mark = end.mark();
            if (end.type().equals(MemoryLinks.VETH) && mark != null) {
                Owner container = new Owner(mark.stack(), mark.object().split("/", 2)[0]);
                long id = host.links.peerOf(end).at().netns();
                host.namespaces
                        .pathOf(id)
                        .ifPresent(path ->
                                see(id, new Netns(container.stack() + "." + container.object(), path), container));
            }
        }
    }

    private void see(long id, Netns netns, Owner owner) {
        if (seen.putIfAbsent(id, netns) == null) {
            owners.put(id, owner);
        }
    }

    Survey survey() {
        List<SurveyedNetns> containers = new ArrayList<>();
        seen.forEach((id, netns) -> {
            if (!netns.isHost()) {
                containers.add(netns(id, netns));
            }
        });
        containers.sort(Comparator.comparing(SurveyedNetns::netns));
        return new Survey(netns(MemoryNamespaces.HOST, Netns.HOST), containers, firewalls(), List.of());
    }

    private SurveyedNetns netns(long id, Netns netns) {
        List<SurveyedLink> links = new ArrayList<>();
        List<SurveyedRoute> routes = new ArrayList<>();
        List<ProxiedNeighbour> proxied = new ArrayList<>();
        for (MemoryLinks.Link link : host.links.of(id)) {
            List<InterfaceAddress> addresses = addresses(link);
            links.add(new SurveyedLink(
                    link.at().name(),
                    link.isLoopback() ? "device" : link.type(),
                    group(link),
                    link.up(),
                    link.master() == 0
                            ? null
                            : host.links.byId(link.master()).at().name(),
                    link.port().isolated(),
                    link.port().hairpin(),
                    link.policy() != null && link.policy().isolated() ? Set.of(Family.values()) : Set.of(),
                    netns.isHost() ? link.mark() : null,
                    peer(link),
                    addresses));
            host.proxies
                    .of(link.id())
                    .forEach(held -> proxied.add(new ProxiedNeighbour(link.at().name(), held.address())));
            if (link.up()) {
                addresses.forEach(address -> connected(link.at().name(), address, routes));
            }
        }
        for (MemoryRoutes.Held held : host.routes.of(id)) {
            String link =
                    held.link() == 0 ? null : host.links.byId(held.link()).at().name();
            SurveyedRoute.Type type =
                    held.type() == Route.Type.BLACKHOLE ? SurveyedRoute.Type.BLACKHOLE : SurveyedRoute.Type.UNICAST;
            routes.add(new SurveyedRoute(
                    SurveyedRoute.TABLE_MAIN,
                    held.at().destination(),
                    held.at().metric(),
                    type,
                    held.gateway(),
                    link,
                    null));
        }
        Map<String, String> settings = new HashMap<>();
        for (String name : SurveyedSettings.names(
                netns.isHost(), links.stream().map(SurveyedLink::name).toList())) {
            host.sysctls.read(new MemorySysctls.Place(id, name)).ifPresent(value -> settings.put(name, value));
        }
        return new SurveyedNetns(netns, owners.get(id), links, routes, settings, proxied);
    }

    private static int group(MemoryLinks.Link link) {
        Owner mark = link.mark();
        NetworkPolicy policy = link.policy();
        return mark == null || policy == null ? 0 : NetworkGroup.of(mark, policy);
    }

    private List<InterfaceAddress> addresses(MemoryLinks.Link link) {
        List<InterfaceAddress> addresses = new ArrayList<>();
        if (link.isLoopback() && link.up()) {
            LOOPBACK.forEach(text -> addresses.add(InterfaceAddress.parse(text)));
        }
        for (MemoryAddresses.Held held : host.addresses.of(link.id())) {
            addresses.add(held.address());
        }
        return addresses;
    }

    private SurveyedLink.@Nullable Peer peer(MemoryLinks.Link link) {
        if (link.peer() == 0) {
            return null;
        }
        MemoryLinks.Link other = host.links.peerOf(link);
        Netns there = seen.get(other.at().netns());
        return there == null ? null : new SurveyedLink.Peer(there, other.at().name());
    }

    /** As net/ipv4/fib_frontend.c and net/ipv6/addrconf.c make them. */
    private static void connected(String link, InterfaceAddress address, List<SurveyedRoute> routes) {
        Family family = address.address().family();
        Cidr subnet = address.network();
        boolean single = subnet.prefixLength() == family.bits();
        routes.add(new SurveyedRoute(
                SurveyedRoute.TABLE_LOCAL,
                Cidr.of(address.address(), family.bits()),
                0,
                SurveyedRoute.Type.LOCAL,
                null,
                link,
                family == Family.V4 ? address.address() : null));
        if (link.equals(SurveyedLink.LOOPBACK)) {
            if (!single) {
                routes.add(new SurveyedRoute(
                        SurveyedRoute.TABLE_LOCAL, subnet, 0, SurveyedRoute.Type.LOCAL, null, link, address.address()));
            }
            return;
        }
        if (!single) {
            routes.add(new SurveyedRoute(
                    SurveyedRoute.TABLE_MAIN,
                    subnet,
                    family == Family.V4 ? 0 : 256,
                    SurveyedRoute.Type.UNICAST,
                    null,
                    link,
                    family == Family.V4 ? address.address() : null));
        }
        if (family == Family.V4 && subnet.prefixLength() < 31) {
            routes.add(new SurveyedRoute(
                    SurveyedRoute.TABLE_LOCAL,
                    Cidr.of(subnet.last(), family.bits()),
                    0,
                    SurveyedRoute.Type.BROADCAST,
                    null,
                    link,
                    address.address()));
        }
    }

    private Map<Family, SurveyedFirewall> firewalls() {
        Map<Family, SurveyedFirewall> firewalls = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            Map<String, Map<String, SurveyedFirewall.Chain>> tables = new LinkedHashMap<>();
            for (MemoryFirewall.HeldChain chain : host.firewall.all().values()) {
                if (chain.at().family() == family) {
                    tables.computeIfAbsent(chain.at().table(), absent -> new LinkedHashMap<>())
                            .put(chain.at().name(), chain(chain));
                }
            }
            for (BuiltInChain dropping : host.firewall.facts().dropping()) {
                if (dropping.family() == family) {
                    tables.computeIfAbsent(dropping.table(), absent -> new LinkedHashMap<>())
                            .compute(
                                    dropping.name(),
                                    (name, chain) -> new SurveyedFirewall.Chain(
                                            name, "DROP", chain == null ? List.of() : chain.rules()));
                }
            }
            if (!host.firewall.facts().isMissing()) {
                firewalls.put(family, new SurveyedFirewall(tables));
            }
        }
        return firewalls;
    }

    private static SurveyedFirewall.Chain chain(MemoryFirewall.HeldChain chain) {
        List<List<String>> rules = new ArrayList<>();
        for (MemoryFirewall.HeldRule held : chain.rules()) {
            List<String> words = new ArrayList<>(held.arguments());
            Owner mark = held.mark();
            if (mark != null) {
                // As iptables-save has it: what belongs to no module comes first, the target last.
                int target = words.indexOf("-j");
                words.addAll(
                        target < 0 ? words.size() : target, List.of("-m", "comment", "--comment", mark.toString()));
            }
            rules.add(words);
        }
        return new SurveyedFirewall.Chain(chain.at().name(), chain.at().isBuiltIn() ? "ACCEPT" : null, rules);
    }
}
