package io.jnetctl.kernel.linux.observe;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.linux.firewall.Firewall;
import io.jnetctl.kernel.linux.netlink.RouteTables;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.route.AddressMessage;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.NamespaceIdMessage;
import io.jnetctl.kernel.linux.route.NeighbourAttribute;
import io.jnetctl.kernel.linux.route.NeighbourMessage;
import io.jnetctl.kernel.linux.route.RouteAttribute;
import io.jnetctl.kernel.linux.route.RouteMessage;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
import io.jnetctl.kernel.survey.ProxiedNeighbour;
import io.jnetctl.kernel.survey.Survey;
import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.kernel.survey.SurveyedNetns;
import io.jnetctl.kernel.survey.SurveyedRoute;
import io.jnetctl.kernel.survey.SurveyedSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at all that decides where packets go: on the host, and in every container of ours that can be found. */
public final class Surveyor {
    private final OpenNamespaces namespaces;
    private final Firewall firewall;
    private final Sysctls sysctls;
    private final Map<Integer, Tables> byId = new HashMap<>();

    public Surveyor(OpenNamespaces namespaces, Firewall firewall, Sysctls sysctls) {
        this.namespaces = namespaces;
        this.firewall = firewall;
        this.sysctls = sysctls;
    }

    /** What was read of one namespace. */
    private record Tables(
            Netns netns,
            String identity,
            @Nullable Owner owner,
            Map<Integer, LinkView> views,
            List<AddressMessage> addresses,
            List<RouteMessage> routes,
            List<NeighbourMessage> proxies) {
        String name(int index) {
            LinkView view = views.get(index);
            return view == null ? "" : view.name();
        }
    }

    /** @throws ErrnoException when a namespace cannot be entered or read */
    public Survey survey() {
        namespaces.refresh();
        Firewall.Reading<Firewall.Rules> reading = firewall.readRules();
        OpenNetns open = namespaces.get(Netns.HOST);
        Tables host = tables(Netns.HOST, null, open);
        List<Tables> containers = new ArrayList<>(made(open));
        containers.addAll(attached(host, containers, open));
        containers.sort(Comparator.comparing(Tables::netns));
        SurveyedNetns surveyedHost = netns(host, host);
        List<SurveyedNetns> surveyed =
                containers.stream().map(each -> netns(each, host)).toList();
        Firewall.Rules rules = reading.await();
        return new Survey(surveyedHost, surveyed, rules.byFamily(), rules.others());
    }

    private List<Tables> made(OpenNetns host) {
        List<Tables> made = new ArrayList<>();
        for (String name : NetnsFiles.names()) {
            if (NamespaceObserver.stack(name) != null && NetnsFiles.isNamespace(Path.of(Netns.DIRECTORY, name))) {
                Tables tables = visit(Netns.named(name), null, host);
                if (tables != null && tables.owner() != null) {
                    made.add(tables);
                }
            }
        }
        return made;
    }

    /** The namespaces that pairs of ours lead into and that we did not make. */
    private List<Tables> attached(Tables host, List<Tables> made, OpenNetns open) {
        Map<Integer, Owner> unreached = new LinkedHashMap<>();
        for (LinkView link : host.views().values()) {
            Integer id = link.peerNamespace();
            if (id != null && link.isVeth() && !byId.containsKey(id)) {
                Owner.parse(link.alias()).ifPresent(owner -> unreached.putIfAbsent(id, owner));
            }
        }
        Set<String> known = new HashSet<>(Set.of(host.identity()));
        Set<String> taken = new HashSet<>();
        for (Tables each : made) {
            known.add(each.identity());
            taken.add(each.netns().name());
        }
        List<Tables> attached = new ArrayList<>();
        if (!unreached.isEmpty()) {
            Map<Integer, StrayNamespaces.Stray> found = StrayNamespaces.find(unreached.keySet(), known, open.tables());
            unreached.forEach((id, owner) -> {
                StrayNamespaces.Stray stray = found.get(id);
                Tables tables = stray == null ? null : visit(stray.netns(owner, taken), container(owner), open);
                if (tables != null) {
                    taken.add(tables.netns().name());
                    attached.add(tables);
                }
            });
        }
        return attached;
    }

    /** Of {@code jnetctl:shop/web/front} the container shop/web. */
    private static Owner container(Owner pair) {
        int slash = pair.object().indexOf('/');
        return slash < 0 ? pair : new Owner(pair.stack(), pair.object().substring(0, slash));
    }

    /** Null where the namespace went away since it was listed. */
    private @Nullable Tables visit(Netns netns, @Nullable Owner owner, OpenNetns host) {
        try {
            OpenNetns open = namespaces.get(netns);
            Tables tables = tables(netns, owner == null ? open.mark().orElse(null) : owner, open);
            int id = host.tables()
                    .namespaceId(NamespaceIdMessage.ofFd(open.fd().number()))
                    .id();
            if (id != NamespaceIdMessage.UNASSIGNED && tables.owner() != null) {
                byId.putIfAbsent(id, tables);
            }
            return tables;
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENOENT)) {
                return null;
            }
            throw e;
        } finally {
            namespaces.release();
        }
    }

    private static Tables tables(Netns netns, @Nullable Owner owner, OpenNetns open) {
        RouteTables tables = open.tables();
        Map<Integer, LinkView> views = new LinkedHashMap<>();
        for (LinkMessage link : tables.links()) {
            views.put(link.index(), LinkView.of(link));
        }
        List<RouteMessage> routes = new ArrayList<>(tables.routes(Family.V4));
        routes.addAll(tables.routes(Family.V6));
        List<NeighbourMessage> proxies = new ArrayList<>();
        if (netns.isHost()) {
            for (Family family : Family.values()) {
                proxies.addAll(tables.neighbours(NeighbourMessage.proxies(AddressFamily.of(family))));
            }
        }
        return new Tables(netns, open.identity(), owner, views, tables.addresses(), routes, proxies);
    }

    private SurveyedNetns netns(Tables tables, Tables host) {
        List<SurveyedLink> links = new ArrayList<>();
        for (LinkView view : tables.views().values()) {
            links.add(link(view, tables, host));
        }
        List<SurveyedRoute> routes = new ArrayList<>();
        for (RouteMessage message : tables.routes()) {
            if ((message.flags() & RouteObserver.RTM_F_CLONED) == 0) {
                routes.add(route(message, tables));
            }
        }
        List<ProxiedNeighbour> proxied = new ArrayList<>();
        for (NeighbourMessage message : tables.proxies()) {
            message.find(NeighbourAttribute.Destination.class)
                    .ifPresent(
                            found -> proxied.add(new ProxiedNeighbour(tables.name(message.index()), found.address())));
        }
        return new SurveyedNetns(
                tables.netns(), tables.owner(), links, routes, settings(tables.netns(), links), proxied);
    }

    private Map<String, String> settings(Netns netns, List<SurveyedLink> links) {
        Map<String, String> settings = new HashMap<>();
        List<String> names = links.stream().map(SurveyedLink::name).toList();
        for (String name : SurveyedSettings.names(netns.isHost(), names)) {
            sysctls.read(new SysctlName(netns, name)).ifPresent(value -> settings.put(name, value));
        }
        namespaces.release();
        return settings;
    }

    private SurveyedLink link(LinkView view, Tables tables, Tables host) {
        List<InterfaceAddress> addresses = new ArrayList<>();
        for (AddressMessage message : tables.addresses()) {
            InterfaceAddress address = message.index() == view.index() ? AddressObserver.address(message) : null;
            if (address != null) {
                addresses.add(address);
            }
        }
        String master = view.master() == 0 ? null : tables.name(view.master());
        return new SurveyedLink(
                view.name(),
                view.kind(),
                view.group(),
                view.up(),
                master,
                view.isolated(),
                view.hairpin(),
                filtered(view),
                tables.netns().isHost() ? Owner.parse(view.alias()).orElse(null) : null,
                peer(view, tables, host),
                addresses);
    }

    private static Set<Family> filtered(LinkView view) {
        return view.filtered().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private SurveyedLink.@Nullable Peer peer(LinkView view, Tables tables, Tables host) {
        if (!view.isVeth()) {
            return null;
        }
        Integer id = view.peerNamespace();
        Tables there;
        if (id == null) {
            there = tables;
        } else if (tables.netns().isHost()) {
            there = byId.get(id);
        } else {
            // Seen from a container the host has another id; its end tells that it is the peer.
            there = host;
        }
        LinkView other = there == null ? null : there.views().get(view.lower());
        boolean mutual = other != null && other.isVeth() && other.lower() == view.index();
        return there == null || other == null || !mutual ? null : new SurveyedLink.Peer(there.netns(), other.name());
    }

    private static SurveyedRoute route(RouteMessage message, Tables tables) {
        IpAddress any = message.family() == AddressFamily.AF_INET ? IpAddress.ofV4(0) : new IpAddress(Family.V6, 0, 0);
        IpAddress destination = any;
        IpAddress gateway = null;
        IpAddress source = null;
        int metric = 0;
        String link = null;
        for (RouteAttribute attribute : message.attributes()) {
            if (attribute instanceof RouteAttribute.Destination found) {
                destination = found.address();
            } else if (attribute instanceof RouteAttribute.Gateway found) {
                gateway = found.address();
            } else if (attribute instanceof RouteAttribute.Via found) {
                gateway = found.gateway();
            } else if (attribute instanceof RouteAttribute.PreferredSource found) {
                source = found.address();
            } else if (attribute instanceof RouteAttribute.Priority found) {
                metric = found.metric();
            } else if (attribute instanceof RouteAttribute.OutputLink found) {
                link = tables.name(found.index());
            }
        }
        SurveyedRoute.Type type = type(message.type());
        if (type == SurveyedRoute.Type.UNICAST && link == null) {
            type = SurveyedRoute.Type.OTHER;
        }
        return new SurveyedRoute(
                message.table(),
                Cidr.of(destination, message.destinationLength()),
                metric,
                type,
                gateway,
                link,
                source);
    }

    private static SurveyedRoute.Type type(int type) {
        return switch (type) {
            case RouteMessage.RTN_UNICAST -> SurveyedRoute.Type.UNICAST;
            case RouteMessage.RTN_LOCAL -> SurveyedRoute.Type.LOCAL;
            case RouteMessage.RTN_BROADCAST -> SurveyedRoute.Type.BROADCAST;
            case RouteMessage.RTN_MULTICAST -> SurveyedRoute.Type.MULTICAST;
            case RouteMessage.RTN_BLACKHOLE -> SurveyedRoute.Type.BLACKHOLE;
            case RouteMessage.RTN_UNREACHABLE -> SurveyedRoute.Type.UNREACHABLE;
            case RouteMessage.RTN_PROHIBIT -> SurveyedRoute.Type.PROHIBIT;
            default -> SurveyedRoute.Type.OTHER;
        };
    }
}
