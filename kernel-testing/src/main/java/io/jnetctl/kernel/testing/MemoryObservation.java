package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Observed.Entry;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Kinds;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.StaleFlows;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One look at a host: what is there, in the terms of resources, and whose it is. */
final class MemoryObservation {
    /** Where the peer of a pair is when no namespace of the scope has it. */
    private static final Netns UNKNOWN = new Netns("netns:[unknown]", "/");

    private final MemoryHost host;
    private final Scope scope;
    private final Map<Long, Netns> seen = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    MemoryObservation(MemoryHost host, Scope scope) {
        this.host = host;
        this.scope = scope;
        seen.put(MemoryNamespaces.HOST, Netns.HOST);
        madeNamespaces().forEach((id, netns) -> seen.putIfAbsent(id, netns));
        scope.attached().values().stream()
                .map(AttachedNetns::netns)
                .sorted()
                .filter(host.namespaces::exists)
                .forEach(netns -> seen.putIfAbsent(host.namespaces.identity(netns), netns));
        strays();
    }

    /** Namespaces that the stacks' pairs lead into though the scope does not name them: of containers that are attached no more. */
    private void strays() {
        for (MemoryLinks.Link end : host.links.of(MemoryNamespaces.HOST)) {
            Owner owner = end.type().equals(MemoryLinks.VETH) ? ownMark(end) : null;
            if (owner == null || !scope.stacks().contains(owner.stack())) {
                continue;
            }
            long id = host.links.peerOf(end).at().netns();
            if (!seen.containsKey(id)) {
                String name = owner.stack() + "." + owner.object().split("/", 2)[0];
                boolean usable = !owner.object().isEmpty()
                        && seen.values().stream()
                                .noneMatch(netns -> netns.name().equals(name));
                host.namespaces
                        .pathOf(id)
                        .ifPresent(path -> seen.put(id, new Netns(usable ? name : "netns:[" + id + "]", path)));
            }
        }
    }

    private Map<Long, Netns> madeNamespaces() {
        Map<Long, Netns> made = new LinkedHashMap<>();
        host.namespaces.mounted().forEach((path, id) -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (path.equals(Netns.DIRECTORY + "/" + name) && isOfScope(name)) {
                made.put(id, Netns.named(name));
            }
        });
        return made;
    }

    private boolean isOfScope(String namespace) {
        int dot = namespace.indexOf('.');
        return dot > 0 && scope.stacks().contains(namespace.substring(0, dot));
    }

    Observed observe() {
        madeNamespaces().forEach((id, netns) -> {
            MemoryLinks.Link lo = host.links.loopback(id);
            entries.add(new Entry(new Namespace(netns.name(), lo.up()), lo.mark()));
        });
        seen.forEach((id, netns) -> {
            host.links.of(id).forEach(link -> link(netns, link));
            host.routes.of(id).forEach(route -> route(netns, route));
        });
        Set<Scope.SysctlName> settings = new HashSet<>(scope.sysctls());
        host.sysctls.records().keySet().forEach(at -> {
            Netns netns = seen.get(at.netns());
            if (netns != null) {
                settings.add(new Scope.SysctlName(netns, at.name()));
            }
        });
        settings.stream()
                .sorted(Comparator.comparing(Scope.SysctlName::netns).thenComparing(Scope.SysctlName::name))
                .forEach(this::sysctl);
        firewall();
        for (FlowPattern flows : host.flows.noted()) {
            entries.add(new Entry(new StaleFlows(flows), new Owner("*", "flows")));
        }
        entries.addAll(new MemoryFileObservation(host, scope, madeNamespaces().values()).entries());
        entries.sort(Comparator.comparingInt(
                entry -> Kinds.ALL.indexOf(entry.resource().kind())));
        return Observed.of(entries, new MemoryFacts(host, madeNamespaces(), scope).gather());
    }

    private void link(Netns netns, MemoryLinks.Link link) {
        if (link.isLoopback()) {
            return;
        }
        Owner owner = ownerOf(link);
        if (netns.isHost() && link.type().equals(MemoryLinks.BRIDGE)) {
            entries.add(
                    new Entry(new Bridge(link.at().name(), link.mac(), link.mtu(), link.up(), policy(link)), owner));
        } else if (netns.isHost() && link.type().equals(MemoryLinks.VETH) && ownMark(link) != null) {
            entries.add(new Entry(veth(link), owner));
        } else if (owner == null || ownMark(link) != null) {
            entries.add(new Entry(new OtherLink(netns, link.at().name(), link.type()), owner));
        }
        for (MemoryAddresses.Held held : host.addresses.of(link.id())) {
            if (!held.address().address().isLinkLocal() || held.family() == Family.V4) {
                entries.add(
                        new Entry(new Address(netns, link.at().name(), held.address()), held.ours() ? owner : null));
            }
        }
        if (netns.isHost() && owner != null) {
            for (MemoryProxyNeighbours.Held held : host.proxies.of(link.id())) {
                entries.add(new Entry(
                        new ProxyNeighbour(link.at().name(), held.address()),
                        held.ours() ? ProxyNeighbour.OWNER : null));
            }
        }
    }

    /** Another stack's half-made bridge is nobody's. */
    private @Nullable NetworkPolicy policy(MemoryLinks.Link bridge) {
        return ownMark(bridge) == null ? null : bridge.policy();
    }

    private Veth veth(MemoryLinks.Link end) {
        MemoryLinks.Link peer = host.links.peerOf(end);
        Netns netns = seen.get(peer.at().netns());
        String master =
                end.master() == 0 ? "" : host.links.byId(end.master()).at().name();
        return netns == null
                ? new Veth(
                        end.at().name(),
                        UNKNOWN,
                        Veth.GONE,
                        master,
                        null,
                        end.mtu(),
                        end.up(),
                        false,
                        end.port().isolated(),
                        end.port().hairpin())
                : new Veth(
                        end.at().name(),
                        netns,
                        peer.at().name(),
                        master,
                        peer.mac(),
                        Math.min(end.mtu(), peer.mtu()),
                        end.up(),
                        peer.up(),
                        end.port().isolated(),
                        end.port().hairpin());
    }

    /** The mark on the link itself; a half-made one counts only for a stack of the scope. */
    private @Nullable Owner ownMark(MemoryLinks.Link link) {
        Owner mark = link.mark();
        return mark != null && (!mark.object().isEmpty() || scope.stacks().contains(mark.stack())) ? mark : null;
    }

    /** Its own mark, or for the peer of a pair that of the end on the host. */
    private @Nullable Owner ownerOf(MemoryLinks.Link link) {
        Owner own = ownMark(link);
        if (own != null || link.peer() == 0) {
            return own;
        }
        MemoryLinks.Link other = host.links.peerOf(link);
        return other.at().netns() == MemoryNamespaces.HOST ? ownMark(other) : null;
    }

    private void route(Netns netns, MemoryRoutes.Held held) {
        String link =
                held.link() == 0 ? null : host.links.byId(held.link()).at().name();
        Route route = new Route(netns, held.at().destination(), held.at().metric(), held.type(), held.gateway(), link);
        entries.add(new Entry(route, held.ours() ? ownerOf(held) : null));
    }

    private @Nullable Owner ownerOf(MemoryRoutes.Held route) {
        Owner ofLink = route.link() == 0 ? null : ownerOf(host.links.byId(route.link()));
        if (ofLink != null) {
            return ofLink;
        }
        Owner ofNamespace = host.links.loopback(route.at().netns()).mark();
        if (ofNamespace != null) {
            return ofNamespace;
        }
        return host.links.of(route.at().netns()).stream()
                .sorted(Comparator.comparingLong(MemoryLinks.Link::id))
                .flatMap(link -> Optional.ofNullable(ownerOf(link)).stream())
                .findFirst()
                .orElse(null);
    }

    private void sysctl(Scope.SysctlName name) {
        if (!host.namespaces.exists(name.netns())) {
            return;
        }
        MemorySysctls.Place at = new MemorySysctls.Place(host.namespaces.identity(name.netns()), name.name());
        Owner owner = host.sysctls.record(at).map(MemorySysctls.Changed::owner).orElse(null);
        host.sysctls
                .read(at)
                .ifPresent(value -> entries.add(new Entry(new Sysctl(name.netns(), name.name(), value), owner)));
    }

    private void firewall() {
        for (MemoryFirewall.HeldChain chain : host.firewall.all().values()) {
            MemoryFirewall.ChainName at = chain.at();
            boolean ours = at.isOurs() && !host.firewall.isAdministrators(at);
            if (at.isOurs()) {
                Owner owner = ours || at.name().equals(Chain.USER) ? new Owner("*", at.table()) : null;
                entries.add(new Entry(new Chain(at.family(), at.table(), at.name()), owner));
            }
            rules(chain, ours);
        }
    }

    private void rules(MemoryFirewall.HeldChain chain, boolean ours) {
        MemoryFirewall.ChainName at = chain.at();
        boolean first = true;
        String after = "";
        for (MemoryFirewall.HeldRule held : chain.rules()) {
            if (held.isSeen(at)) {
                int copy =
                        MemoryFirewall.copies(chain.rules(), held.arguments()).indexOf(held);
                Rule rule = new Rule(at.family(), at.table(), at.name(), held.arguments(), copy, first, after);
                entries.add(new Entry(rule, held.mark() == null && ours ? Owner.UNEXPECTED : held.mark()));
                after = held.isMarked() && copy == 0 ? rule.label() : after;
            }
            first &= held.isMarked();
        }
    }

    /** Whether an address counts as one that the host is known by: not of lo, and not link-local. */
    static boolean isPublic(IpAddress address) {
        return !address.isLoopback() && !(address.family() == Family.V6 && address.isLinkLocal());
    }
}
