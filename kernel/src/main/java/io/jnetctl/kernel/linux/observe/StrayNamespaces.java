package io.jnetctl.kernel.linux.observe;

import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.netlink.RouteTables;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.netns.NetnsProcesses;
import io.jnetctl.kernel.linux.route.NamespaceIdMessage;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces that the kernel knows only by number: pairs of ours lead into them, but nobody said where they are. A container that
 * was attached is one as soon as the manifest does not name it any more. They are looked for where namespaces have names, in
 * /run/netns, and where processes are in them.
 */
final class StrayNamespaces {
    private StrayNamespaces() {}

    /**
     * A namespace that was found.
     *
     * @param path by which it can be opened
     * @param roots of the files that its processes may see as /etc
     */
    record Stray(String path, String identity, List<FileRoot> roots) {
        /** Named after the container that the pair was made for, as when it was attached, unless another namespace has that name. */
        Netns netns(Owner pair, Set<String> taken) {
            String name = containerName(pair);
            if (name == null || taken.contains(name)) {
                name = "netns" + identity.substring(identity.indexOf(':'));
            }
            return new Netns(name, path);
        }
    }

    /** {@code STACK.CONTAINER} of a mark such as {@code jnetctl:shop/web/front}; null for one that names no container. */
    static @Nullable String containerName(Owner owner) {
        int slash = owner.object().indexOf('/');
        String container = slash < 0 ? owner.object() : owner.object().substring(0, slash);
        return container.isEmpty() ? null : owner.stack() + "." + container;
    }

    /**
     * Finds the namespaces of some ids, as far as they can be found.
     *
     * @param ids by which the host knows them
     * @param known identities of the namespaces that need not be looked at
     */
    static Map<Integer, Stray> find(Set<Integer> ids, Set<String> known, RouteTables host) {
        Map<String, Stray> candidates = new LinkedHashMap<>();
        for (String name : NetnsFiles.names()) {
            Path path = Path.of(Netns.DIRECTORY, name);
            if (NetnsFiles.isNamespace(path)) {
                candidates.putIfAbsent(
                        NetnsFiles.identity(path),
                        new Stray(path.toString(), NetnsFiles.identity(path), List.of(FileRoot.ofNamed(name))));
            }
        }
        NetnsProcesses.byNamespace(known).forEach((identity, processes) -> {
            Stray named = candidates.get(identity);
            List<FileRoot> roots = new ArrayList<>(named == null ? List.of() : named.roots());
            for (int process : processes.withFilesOfTheirOwn()) {
                roots.add(new FileRoot("/proc/" + process + "/root", "etc"));
            }
            String path = named == null ? "/proc/" + processes.first() + "/ns/net" : named.path();
            candidates.put(identity, new Stray(path, identity, List.copyOf(roots)));
        });
        candidates.keySet().removeAll(known);
        Map<Integer, Stray> found = new HashMap<>();
        for (Stray candidate : candidates.values()) {
            int id = id(candidate.path(), host);
            if (ids.contains(id)) {
                found.put(id, candidate);
            }
        }
        return found;
    }

    private static int id(String path, RouteTables host) {
        try (Fd netns = Fd.open(path, OpenFlags.RDONLY)) {
            return host.namespaceId(NamespaceIdMessage.ofFd(netns.number())).id();
        } catch (ErrnoException e) {
            // It ended meanwhile, or is not ours to look into.
            return NamespaceIdMessage.UNASSIGNED;
        }
    }
}
