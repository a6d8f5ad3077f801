package io.jnetctl.kernel.linux.observe;

import io.jnetctl.kernel.InterfaceName;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkGroup;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.LinkGroup;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.Veth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells bridges, our veth pairs and all other links apart. Only marks on the host count: those in a container its processes can set. */
final class LinkObserver {
    /** Where the peer of a pair is that lies in no namespace of the scope. */
    static final Netns UNKNOWN = new Netns("netns:[unknown]", "/");

    private final NetnsSnapshot host;
    private final Map<Integer, NetnsSnapshot> byNamespaceId;
    private final Map<Integer, String> stacksByGroup = new HashMap<>();
    private final Map<NetnsSnapshot, Set<Integer>> peers = new HashMap<>();
    private final Entries entries;

    LinkObserver(NetnsSnapshot host, Map<Integer, NetnsSnapshot> byNamespaceId, Set<String> stacks, Entries entries) {
        this.host = host;
        this.byNamespaceId = byNamespaceId;
        this.entries = entries;
        for (String stack : stacks) {
            stacksByGroup.put(LinkGroup.of(stack), stack);
        }
    }

    /** The ids of the namespaces that pairs of the stacks lead into though the scope has no such namespace, and the first such pair's owner. */
    Map<Integer, Owner> unreached() {
        Map<Integer, Owner> unreached = new LinkedHashMap<>();
        for (LinkView link : host.links()) {
            Integer id = link.peerNamespace();
            if (id != null && link.isVeth() && !byNamespaceId.containsKey(id)) {
                Owner owner = owner(link);
                if (owner != null && stacksByGroup.containsValue(owner.stack())) {
                    unreached.putIfAbsent(id, owner);
                }
            }
        }
        return unreached;
    }

    /** The host's bridges and our pairs; with it the links' owners are known. */
    void pairsAndBridges() {
        for (LinkView link : host.links()) {
            Owner owner = owner(link);
            if (owner != null && (link.isBridge() || link.isVeth())) {
                host.own(link, owner);
            }
        }
        for (LinkView link : host.links()) {
            Owner owner = host.owner(link.index());
            if (!isPairOrBridge(link)) {
                continue;
            }
            if (link.isBridge()) {
                entries.add(
                        new Bridge(link.name(), link.macAddress(), link.mtu(), link.up(), policy(link, owner)), owner);
            } else if (owner != null) {
                entries.add(veth(link, owner), owner);
            }
        }
    }

    /** Whatever else there is in a namespace: it holds names. */
    void others(NetnsSnapshot snapshot) {
        Set<Integer> ours = peers.getOrDefault(snapshot, Set.of());
        for (LinkView link : snapshot.links()) {
            boolean told =
                    link.isLoopback() || ours.contains(link.index()) || (snapshot == host && isPairOrBridge(link));
            if (!told) {
                entries.add(new OtherLink(snapshot.netns(), link.name(), link.kind()), null);
            }
        }
    }

    /** A bridge or a pair of ours; one with a name that no manifest can have is just another link. */
    private boolean isPairOrBridge(LinkView link) {
        boolean kind = link.isBridge() || (link.isVeth() && host.owner(link.index()) != null);
        return kind && InterfaceName.isLegal(link.name());
    }

    private @Nullable Owner owner(LinkView link) {
        Owner owner = Owner.parse(link.alias()).orElse(null);
        if (owner == null && link.alias().isEmpty()) {
            String stack = link.isBridge() ? stackOfBridge(link.group()) : stacksByGroup.get(link.group());
            owner = stack == null ? null : new Owner(stack, "");
        }
        return owner;
    }

    private @Nullable String stackOfBridge(int group) {
        for (String stack : stacksByGroup.values()) {
            if (NetworkGroup.isOf(stack, group)) {
                return stack;
            }
        }
        return null;
    }

    /** A bridge that does not do all that a policy asks of it has none: the next apply sees to it. */
    private static @Nullable NetworkPolicy policy(LinkView bridge, @Nullable Owner owner) {
        return owner == null
                ? null
                : NetworkGroup.policy(owner, bridge.group())
                        .filter(policy ->
                                !policy.isolated() || !bridge.filtered().containsValue(false))
                        .orElse(null);
    }

    private Veth veth(LinkView link, Owner owner) {
        String master = host.linkName(link.master());
        if (master == null || !InterfaceName.isLegal(master)) {
            master = "";
        }
        Integer id = link.peerNamespace();
        NetnsSnapshot there = id == null ? host : byNamespaceId.get(id);
        LinkView peer = there == null ? null : there.link(link.lower());
        if (there == null || peer == null || !peer.isVeth() || peer.lower() != link.index()) {
            return new Veth(
                    link.name(),
                    UNKNOWN,
                    Veth.GONE,
                    master,
                    null,
                    link.mtu(),
                    link.up(),
                    false,
                    link.isolated(),
                    link.hairpin());
        }
        peers.computeIfAbsent(there, absent -> new HashSet<>()).add(peer.index());
        there.own(peer, owner);
        return new Veth(
                link.name(),
                there.netns(),
                InterfaceName.isLegal(peer.name()) ? peer.name() : Veth.GONE,
                master,
                peer.macAddress(),
                Math.min(link.mtu(), peer.mtu()),
                link.up(),
                peer.up(),
                link.isolated(),
                link.hairpin());
    }
}
