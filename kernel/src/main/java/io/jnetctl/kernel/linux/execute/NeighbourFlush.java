package io.jnetctl.kernel.linux.execute;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.AddressFamily;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.NamespaceIdMessage;
import io.jnetctl.kernel.linux.route.NeighbourAttribute;
import io.jnetctl.kernel.linux.route.NeighbourMessage;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Veth;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets containers ask anew for their neighbours on a bridge where these are reached another way from now on: directly, or through the
 * host, which answers for them where they are kept apart. What a container remembers would lead nowhere for half a minute and longer.
 */
final class NeighbourFlush {
    private final OpenNamespaces namespaces;
    private final Set<String> bridges = new LinkedHashSet<>();
    private final Set<Netns> known = new LinkedHashSet<>();

    NeighbourFlush(OpenNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** An operation that was done. */
    void see(Operation operation) {
        if (operation.resource() instanceof Veth veth) {
            known.add(veth.netns());
        }
        if (!(operation instanceof Operation.Update update)) {
            return;
        }
        switch (update.resource()) {
            case Bridge bridge when isIsolated(bridge) != isIsolated(update.before()) -> bridges.add(bridge.name());
            case Veth veth
            when update.changed().contains("isolated")
                    && veth.master() != null
                    && !veth.master().isEmpty() -> bridges.add(veth.master());
            default -> {
                // The ways are as they were.
            }
        }
    }

    private static boolean isIsolated(Resource resource) {
        NetworkPolicy policy = resource instanceof Bridge bridge ? bridge.policy() : null;
        return policy != null && policy.isolated();
    }

    /** Lets all containers on these bridges forget their neighbours there. */
    void flush() {
        if (bridges.isEmpty()) {
            return;
        }
        Map<Integer, Set<Integer>> ends = ends();
        NetnsFiles.names().forEach(name -> known.add(Netns.named(name)));
        for (Netns netns : known) {
            if (netns.isHost() || !NetnsFiles.isNamespace(Path.of(netns.path()))) {
                continue;
            }
            try {
                forget(netns, ends);
            } catch (ErrnoException e) {
                // It went away meanwhile, or is none of ours: the neighbours will ask in their own time.
            } finally {
                namespaces.release();
            }
        }
    }

    /** The indexes of the other ends of the bridges' ports, by the number of their namespace. */
    private Map<Integer, Set<Integer>> ends() {
        OpenNetns host = namespaces.get(Netns.HOST);
        Map<Integer, Set<Integer>> ends = new HashMap<>();
        for (String bridge : bridges) {
            try {
                ends(host, bridge, ends);
            } catch (ErrnoException e) {
                // It went away meanwhile, and its containers' neighbours with it.
            }
        }
        return ends;
    }

    private static void ends(OpenNetns host, String bridge, Map<Integer, Set<Integer>> ends) {
        LinkAttribute ofIt = new LinkAttribute.Master(host.index(bridge));
        for (LinkMessage port : host.tables().links(LinkMessage.any().with(ofIt))) {
            port.find(LinkAttribute.PeerNamespace.class)
                    .ifPresent(there -> port.find(LinkAttribute.Lower.class)
                            .ifPresent(end -> ends.computeIfAbsent(there.namespaceId(), absent -> new HashSet<>())
                                    .add(end.index())));
        }
    }

    private void forget(Netns netns, Map<Integer, Set<Integer>> ends) {
        OpenNetns open = namespaces.get(netns);
        int id = namespaces
                .get(Netns.HOST)
                .tables()
                .namespaceId(NamespaceIdMessage.ofFd(open.fd().number()))
                .id();
        Set<Integer> links = ends.getOrDefault(id, Set.of());
        for (int family : links.isEmpty() ? new int[0] : new int[] {AddressFamily.AF_INET, AddressFamily.AF_INET6}) {
            for (NeighbourMessage neighbour : open.tables().neighbours(NeighbourMessage.any(family))) {
                if (links.contains(neighbour.index()) && neighbour.isLearned()) {
                    neighbour
                            .find(NeighbourAttribute.Destination.class)
                            .ifPresent(address -> forget(open, neighbour, address));
                }
            }
        }
    }

    private static void forget(OpenNetns open, NeighbourMessage neighbour, NeighbourAttribute.Destination address) {
        try {
            open.socket()
                    .request(new NeighbourMessage(neighbour.family(), neighbour.index(), 0, 0, 0, List.of(address))
                            .delete());
        } catch (ErrnoException e) {
            // Forgotten already.
        }
    }
}
