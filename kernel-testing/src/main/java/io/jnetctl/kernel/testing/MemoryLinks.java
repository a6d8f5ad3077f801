package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Veth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Interfaces, as rtnetlink makes, changes and removes them (net/core/rtnetlink.c, net/bridge/br_if.c, drivers/net/veth.c). */
final class MemoryLinks {
    static final String BRIDGE = "bridge";
    static final String VETH = "veth";
    private static final String LOOPBACK = "loopback";

    /** ETH_MIN_MTU and ETH_MAX_MTU of linux/if_ether.h. */
    private static final int MIN_MTU = 68;

    private static final int MAX_MTU = 65535;
    private static final int USUAL_MTU = 1500;
    /** IPV6_MIN_MTU of linux/ipv6.h: below it, IPv6 leaves an interface. */
    static final int IPV6_MIN_MTU = 1280;
    /** BR_MAX_PORTS of net/bridge/br_private.h, less port 0. */
    private static final int MAX_PORTS = 1023;

    private final MemoryHost host;
    private final Table<LinkName, Link> links;
    private final Table<Long, LinkName> names;

    MemoryLinks(MemoryHost host) {
        this.host = host;
        links = new Table<>(host.undo);
        names = new Table<>(host.undo);
    }

    /** Finds a link: the identity of its namespace, and its name there. */
    record LinkName(long netns, String name) implements Comparable<LinkName> {
        @Override
        public int compareTo(LinkName other) {
            int byNetns = Long.compare(netns, other.netns);
            return byNetns != 0 ? byNetns : name.compareTo(other.name);
        }
    }

    /** Of a port of a bridge. */
    record PortSettings(boolean isolated, boolean hairpin) {
        static final PortSettings NEW = new PortSettings(false, false);

        PortSettings with(Veth veth) {
            Boolean wantsIsolated = veth.isolated();
            Boolean wantsHairpin = veth.hairpin();
            return new PortSettings(
                    wantsIsolated == null ? isolated : wantsIsolated, wantsHairpin == null ? hairpin : wantsHairpin);
        }
    }

    /**
     * An interface.
     *
     * @param id its identity: what an interface index is, but never used twice
     * @param type IFLA_INFO_KIND
     * @param pinned whether a bridge keeps its MTU whatever its ports have
     * @param master the identity of its bridge, 0 for none
     * @param peer the identity of the other end of a veth pair, 0 for none
     * @param port its settings as a port of its bridge
     * @param policy of a bridge of ours
     * @param mark with an empty object for one that was made and not yet fully marked
     */
    record Link(
            long id,
            LinkName at,
            String type,
            MacAddress mac,
            int mtu,
            boolean pinned,
            boolean up,
            long master,
            long peer,
            PortSettings port,
            @Nullable NetworkPolicy policy,
            @Nullable Owner mark) {
        Link withMark(@Nullable Owner owner) {
            return new Link(id, at, type, mac, mtu, pinned, up, master, peer, port, policy, owner);
        }

        Link withUp(boolean value) {
            return new Link(id, at, type, mac, mtu, pinned, value, master, peer, port, policy, mark);
        }

        Link withMac(MacAddress value) {
            return new Link(id, at, type, value, mtu, pinned, up, master, peer, port, policy, mark);
        }

        Link withMtu(int value, boolean pin) {
            return new Link(id, at, type, mac, value, pin, up, master, peer, port, policy, mark);
        }

        Link withMaster(long value) {
            return new Link(id, at, type, mac, mtu, pinned, up, value, peer, PortSettings.NEW, policy, mark);
        }

        Link withPeer(long value) {
            return new Link(id, at, type, mac, mtu, pinned, up, master, value, port, policy, mark);
        }

        Link withName(LinkName value) {
            return new Link(id, value, type, mac, mtu, pinned, up, master, peer, port, policy, mark);
        }

        Link withPort(PortSettings value) {
            return new Link(id, at, type, mac, mtu, pinned, up, master, peer, value, policy, mark);
        }

        Link withPolicy(@Nullable NetworkPolicy value) {
            return new Link(id, at, type, mac, mtu, pinned, up, master, peer, port, value, mark);
        }

        boolean isLoopback() {
            return type.equals(LOOPBACK);
        }
    }

    void add(Bridge bridge, Owner owner) {
        Link made = make(
                new LinkName(MemoryNamespaces.HOST, bridge.name()),
                BRIDGE,
                bridge.macAddress(),
                bridge.mtu(),
                bridge.label());
        NetworkPolicy policy = bridge.policy();
        put(made.withPolicy(policy == null ? NetworkPolicy.NONE : policy).withMark(owner));
        if (!Boolean.FALSE.equals(bridge.up())) {
            setUp(require(made.at(), bridge.label()), true);
        }
    }

    void update(Bridge before, Bridge bridge, Set<String> changed, Owner owner) {
        LinkName at = new LinkName(MemoryNamespaces.HOST, bridge.name());
        if (changed.contains("name")) {
            rename(require(new LinkName(MemoryNamespaces.HOST, before.name()), bridge.label()), bridge.name());
        }
        require(at, bridge.label());
        if (changed.contains("mac_address")) {
            setMac(at, bridge.macAddress(), bridge.label());
        }
        if (changed.contains("mtu")) {
            setMtu(at, bridge.mtu(), bridge.label());
        }
        if (changed.contains("up") && bridge.up() != null) {
            setUp(require(at, bridge.label()), bridge.up());
        }
        if (changed.contains("owner")) {
            put(require(at, bridge.label()).withMark(owner));
        }
        if (changed.contains("owner") || changed.contains("policy")) {
            NetworkPolicy policy = bridge.policy() == null ? before.policy() : bridge.policy();
            put(require(at, bridge.label()).withPolicy(policy == null ? NetworkPolicy.NONE : policy));
        }
    }

    void remove(Bridge bridge) {
        delete(require(new LinkName(MemoryNamespaces.HOST, bridge.name()), bridge.label()));
    }

    void add(Veth veth, Owner owner) {
        long inside = host.namespaces.resolve(veth.netns(), veth.label());
        long master = masterOf(veth);
        LinkName at = new LinkName(MemoryNamespaces.HOST, veth.name());
        Link end = pair(at, new LinkName(inside, veth.peer()), veth.macAddress(), veth.mtu(), veth.label());
        if (master != 0) {
            enslave(end, master, veth.label());
        }
        PortSettings settings = PortSettings.NEW.with(veth);
        if (!settings.equals(PortSettings.NEW)) {
            setPort(at, settings, veth.label());
        }
        put(require(at, veth.label()).withMark(owner));
        if (!Boolean.FALSE.equals(veth.up())) {
            setUp(require(at, veth.label()), true);
        }
        if (!Boolean.FALSE.equals(veth.peerUp())) {
            setUp(peerOf(require(at, veth.label())), true);
        }
    }

    private long masterOf(Veth veth) {
        String master = veth.master();
        return master == null || master.isEmpty()
                ? 0
                : require(new LinkName(MemoryNamespaces.HOST, master), veth.label())
                        .id();
    }

    /** Makes a veth pair; the MAC address is the second end's. */
    Link pair(LinkName at, LinkName peerAt, @Nullable MacAddress peerMac, @Nullable Integer mtu, String what) {
        // Unlike a bridge, a pair is looked at whole before its names are.
        if (mtu != null) {
            legal(mtu, what);
        }
        if (peerMac != null) {
            legal(peerMac, what);
        }
        Link end = make(at, VETH, null, mtu, what);
        Link peer = make(peerAt, VETH, peerMac, mtu, what);
        put(end.withPeer(peer.id()));
        put(peer.withPeer(end.id()));
        return end.withPeer(peer.id());
    }

    /** The ends are found by their names, each only where something of it changes. */
    void update(Veth before, Veth veth, Set<String> changed, Owner owner) {
        LinkName at = new LinkName(MemoryNamespaces.HOST, veth.name());
        LinkName peerAt = new LinkName(host.namespaces.resolve(veth.netns(), veth.label()), veth.peer());
        if (changed.contains("name")) {
            rename(require(new LinkName(MemoryNamespaces.HOST, before.name()), veth.label()), veth.name());
        }
        if (changed.contains("interface")) {
            Link end = require(at, veth.label());
            if (end.peer() == 0 || byId(end.peer()).at().netns() != peerAt.netns()) {
                throw Refusal.of("ENODEV", veth.label(), veth.peer() + " is not the other end of " + veth.name());
            }
            rename(byId(end.peer()), veth.peer());
        }
        long master = changed.contains("bridge") ? masterOf(veth) : 0;
        if (changesPeer(veth, changed)) {
            requirePeer(at, peerAt, veth.label());
        }
        if (changed.contains("mac_address")) {
            setMac(peerAt, veth.macAddress(), veth.label());
        }
        if (changed.contains("mtu")) {
            setMtu(peerAt, veth.mtu(), veth.label());
            setMtu(at, veth.mtu(), veth.label());
        }
        if (changed.contains("peer_up") && veth.peerUp() != null) {
            setUp(require(peerAt, veth.label()), veth.peerUp());
        }
        if (changed.contains("bridge")) {
            setMaster(require(at, veth.label()), master, veth.label());
        }
        if (changed.contains("up") && veth.up() != null) {
            setUp(require(at, veth.label()), veth.up());
        }
        if (changed.contains("owner")) {
            put(require(at, veth.label()).withMark(owner));
        }
        PortSettings port = require(at, veth.label()).port();
        boolean moved = changed.contains("bridge") && master != 0;
        boolean isolates = changed.contains("isolated") && veth.isolated() != null;
        boolean hairpins = changed.contains("hairpin") && veth.hairpin() != null;
        PortSettings wanted = port.with(veth);
        if (moved && !wanted.equals(port)) {
            setPort(at, wanted, veth.label());
        } else if (isolates || hairpins) {
            PortSettings changedOnes = new PortSettings(
                    isolates ? wanted.isolated() : port.isolated(), hairpins ? wanted.hairpin() : port.hairpin());
            setPort(at, changedOnes, veth.label());
        }
    }

    private static boolean changesPeer(Veth veth, Set<String> changed) {
        return (changed.contains("mac_address") && veth.macAddress() != null)
                || (changed.contains("mtu") && veth.mtu() != null)
                || (changed.contains("peer_up") && veth.peerUp() != null);
    }

    /** @throws io.jnetctl.kernel.KernelException ENODEV when the peer's name is another link's */
    private void requirePeer(LinkName at, LinkName peerAt, String what) {
        Link end = require(at, what);
        if (end.peer() != require(peerAt, what).id()) {
            throw Refusal.of("ENODEV", what, peerAt.name() + " is not the other end of " + at.name());
        }
    }

    private void setPort(LinkName at, PortSettings settings, String what) {
        Link port = require(at, what);
        if (port.master() == 0) {
            throw Refusal.of("EOPNOTSUPP", what);
        }
        put(port.withPort(settings));
    }

    void remove(Veth veth) {
        delete(require(new LinkName(MemoryNamespaces.HOST, veth.name()), veth.label()));
    }

    Link make(LinkName at, String type, @Nullable MacAddress mac, @Nullable Integer mtu, String what) {
        MacAddress legalMac = mac == null ? null : legal(mac, what);
        if (links.has(at)) {
            throw Refusal.of("EEXIST", what);
        }
        long id = host.nextIdentity();
        Link made = new Link(
                id,
                at,
                type,
                legalMac == null ? madeUp(id) : legalMac,
                mtu == null ? USUAL_MTU : legal(mtu, what),
                mtu != null,
                false,
                0,
                0,
                PortSettings.NEW,
                null,
                null);
        put(made);
        return made;
    }

    private static MacAddress madeUp(long id) {
        return new MacAddress(0x02_00_00_00_00_00L | id);
    }

    /** Whether nobody set its MAC address. */
    boolean isMadeUp(Link link) {
        return link.mac().equals(madeUp(link.id()));
    }

    void makeLoopback(long netns) {
        long id = host.nextIdentity();
        LinkName at = new LinkName(netns, "lo");
        put(new Link(id, at, LOOPBACK, new MacAddress(0), 65536, false, false, 0, 0, PortSettings.NEW, null, null));
    }

    private static MacAddress legal(MacAddress mac, String what) {
        if (mac.isMulticast() || mac.value() == 0) {
            throw Refusal.of("EADDRNOTAVAIL", what);
        }
        return mac;
    }

    private static int legal(int mtu, String what) {
        if (mtu < MIN_MTU || mtu > MAX_MTU) {
            throw Refusal.of(
                    "EINVAL",
                    what,
                    "mtu " + (mtu < MIN_MTU ? "less than device minimum" : "greater than device maximum"));
        }
        return mtu;
    }

    void put(Link link) {
        links.put(link.at(), link);
        names.put(link.id(), link.at());
    }

    void rename(Link link, String name) {
        if (link.at().name().equals(name)) {
            return;
        }
        if (links.has(new LinkName(link.at().netns(), name))) {
            throw Refusal.of("EEXIST", name);
        }
        links.remove(link.at());
        host.sysctls.rename(link.at(), name);
        put(link.withName(new LinkName(link.at().netns(), name)));
    }

    void setUp(Link link, boolean up) {
        put(link.withUp(up));
        if (!up) {
            host.addresses.removeOf(link.id(), Family.V6);
            host.proxies.removeOf(link.id());
            host.routes.removeThrough(link.id());
            if (link.isLoopback()) {
                host.routes.removeIpv6Blackholes(link.at().netns());
            }
        }
    }

    void setMac(LinkName at, @Nullable MacAddress mac, String what) {
        if (mac != null) {
            put(require(at, what).withMac(legal(mac, what)));
        }
    }

    void setMtu(LinkName at, @Nullable Integer mtu, String what) {
        if (mtu == null) {
            return;
        }
        Link link = require(at, what);
        changeMtu(link.withMtu(legal(mtu, what), true));
        if (link.master() != 0) {
            followPorts(link.master());
        }
    }

    private void changeMtu(Link link) {
        put(link);
        if (link.mtu() < IPV6_MIN_MTU) {
            host.addresses.removeOf(link.id(), Family.V6);
            host.proxies.removeOf(link.id());
            host.routes.removeThrough(link.id(), Family.V6);
        }
    }

    /** A bridge whose MTU nobody set has the lowest of its ports' (br_mtu_auto_adjust of net/bridge/br_if.c). */
    private void followPorts(long bridge) {
        Link master = byId(bridge);
        if (!master.pinned()) {
            int lowest = ports(bridge).stream().mapToInt(Link::mtu).min().orElse(USUAL_MTU);
            changeMtu(master.withMtu(lowest, false));
        }
    }

    void setMaster(Link port, long master, String what) {
        if (port.master() == master) {
            return;
        }
        if (port.master() != 0) {
            put(port.withMaster(0));
            followPorts(port.master());
        }
        if (master != 0) {
            enslave(require(port.at(), what), master, what);
        }
    }

    private void enslave(Link port, long master, String what) {
        if (!byId(master).type().equals(BRIDGE)) {
            throw Refusal.of("EOPNOTSUPP", what);
        }
        if (ports(master).size() >= MAX_PORTS) {
            throw Refusal.of("EXFULL", what);
        }
        put(port.withMaster(master));
        followPorts(master);
    }

    Collection<Link> ports(long bridge) {
        return links.all().values().stream()
                .filter(link -> link.master() == bridge)
                .toList();
    }

    void delete(Link link) {
        drop(link);
        if (link.peer() != 0 && names.has(link.peer())) {
            drop(byId(link.peer()));
        }
    }

    private void drop(Link link) {
        host.addresses.removeOf(link.id());
        host.proxies.removeOf(link.id());
        host.routes.removeThrough(link.id());
        host.sysctls.removeOfLink(link.at());
        links.remove(link.at());
        names.remove(link.id());
        if (link.type().equals(BRIDGE)) {
            ports(link.id()).forEach(port -> put(port.withMaster(0)));
        }
        if (link.master() != 0) {
            followPorts(link.master());
        }
    }

    /** Removes the pairs of which one end is on the host and the other in the namespace. */
    void removeHostEnds(long netns) {
        for (Link inside : of(netns)) {
            if (inside.peer() != 0 && byId(inside.peer()).at().netns() == MemoryNamespaces.HOST) {
                delete(inside);
            }
        }
    }

    void removeAllOf(long netns) {
        for (Link link : of(netns)) {
            if (links.has(link.at())) {
                delete(link);
            }
        }
    }

    /** The links of a namespace by name, as they are now. */
    List<Link> of(long netns) {
        return List.copyOf(links.range(new LinkName(netns, ""), new LinkName(netns + 1, "")));
    }

    Optional<Link> find(LinkName at) {
        return links.get(at);
    }

    /** @throws io.jnetctl.kernel.KernelException ENODEV when there is none */
    Link require(LinkName at, String what) {
        return links.get(at).orElseThrow(() -> Refusal.of("ENODEV", what));
    }

    Link require(Netns netns, String name, String what) {
        return require(new LinkName(host.namespaces.resolve(netns, what), name), what);
    }

    Link byId(long id) {
        return links.get(names.get(id).orElseThrow()).orElseThrow();
    }

    Link peerOf(Link link) {
        if (link.peer() == 0) {
            throw Refusal.of("ENODEV", link.at().name());
        }
        return byId(link.peer());
    }

    Link loopback(long netns) {
        return links.get(new LinkName(netns, "lo")).orElseThrow();
    }
}
