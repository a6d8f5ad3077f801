package io.jnetctl.kernel.linux.execute;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.linux.LinkGroup;
import io.jnetctl.kernel.linux.Refusal;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.linux.route.LinkAttribute;
import io.jnetctl.kernel.linux.route.LinkInfoAttribute;
import io.jnetctl.kernel.linux.route.LinkMessage;
import io.jnetctl.kernel.linux.route.NamespaceIdMessage;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sysctl.Sysctls;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Veth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes pairs and namespaces together. The kernel waits some 20 ms at the end of every removal of a link; links that share a group
 * go in one removal, so all that is to go is put into a group of its own first.
 *
 * <p>Pairs into a namespace are removed before it: the kernel would remove them too, but some time later, and until then the host
 * end's name is taken.
 */
final class Removals {
    private final OpenNamespaces namespaces;
    private final MadeNamespaces made;
    private final Veths veths;
    private final Sysctls sysctls;

    Removals(OpenNamespaces namespaces, MadeNamespaces made, Veths veths, Sysctls sysctls) {
        this.namespaces = namespaces;
        this.made = made;
        this.veths = veths;
        this.sysctls = sysctls;
    }

    /** The first refusal, at its place among the resources; those before it are gone. */
    record Refused(int index, KernelException reason) {}

    /** Removes all, or all before the first that is refused; null where none was. */
    @Nullable Refused remove(List<Resource> resources) {
        HostLinks links = HostLinks.read(namespaces);
        Set<Integer> doomed = new HashSet<>();
        Refused refused = null;
        List<Resource> possible = new ArrayList<>();
        for (int i = 0; i < resources.size() && refused == null; i++) {
            try {
                doom(resources.get(i), links, doomed);
                possible.add(resources.get(i));
            } catch (ErrnoException e) {
                refused = new Refused(i, Refusal.of(resources.get(i), e));
            } catch (KernelException e) {
                refused = new Refused(i, e);
            }
        }
        Refused late = removeAll(possible, doomed, links);
        return late == null ? refused : late;
    }

    private void doom(Resource resource, HostLinks links, Set<Integer> doomed) {
        if (resource instanceof Veth veth) {
            Integer index = links.byName.get(veth.name());
            if (index == null || doomed.contains(index)) {
                throw Refusal.of(veth, "ENODEV", "No such device");
            }
            doomed.add(index);
        } else if (resource instanceof Namespace namespace) {
            if (!NetnsFiles.isNamespace(Path.of(namespace.netns().path()))) {
                throw Refusal.of(namespace, "ENOENT", "No such file or directory");
            }
            OpenNetns open = namespaces.get(namespace.netns());
            int id = namespaces
                    .get(Netns.HOST)
                    .tables()
                    .namespaceId(NamespaceIdMessage.ofFd(open.fd().number()))
                    .id();
            namespaces.release();
            doomed.addAll(links.vethsInto(id));
        } else {
            throw new IllegalArgumentException("neither a pair nor a namespace: " + resource);
        }
    }

    private @Nullable Refused removeAll(List<Resource> resources, Set<Integer> doomed, HostLinks links) {
        try {
            deleteLinks(doomed, links);
        } catch (ErrnoException e) {
            return resources.isEmpty() ? null : new Refused(0, Refusal.of(resources.getFirst(), e));
        }
        Set<Netns> pairsInto = new HashSet<>(Set.of(Netns.HOST));
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = resources.get(i);
            try {
                if (resource instanceof Namespace namespace) {
                    made.unname(namespace);
                    Sysctls.forget(namespace.netns());
                    pairsInto.remove(namespace.netns());
                } else if (resource instanceof Veth veth) {
                    veths.forget(veth);
                    pairsInto.add(veth.netns());
                }
            } catch (ErrnoException e) {
                return new Refused(i, Refusal.of(resource, e));
            } catch (KernelException e) {
                return new Refused(i, e);
            }
        }
        forgetSettings(pairsInto);
        return null;
    }

    /** Of the pairs; a namespace that others hold may be gone, and its links with it. */
    private void forgetSettings(Set<Netns> among) {
        Set<String> recorded = Sysctls.changedNamespaces();
        for (Netns netns : among) {
            if (recorded.contains(netns.name())) {
                try {
                    sysctls.forgetGone(netns);
                } catch (ErrnoException e) {
                    Sysctls.forget(netns);
                }
            }
        }
    }

    private void deleteLinks(Set<Integer> doomed, HostLinks links) {
        OpenNetns host = namespaces.get(Netns.HOST);
        if (doomed.size() == 1) {
            host.socket().request(LinkMessage.ofIndex(doomed.iterator().next()).delete());
        } else if (!doomed.isEmpty()) {
            LinkAttribute group = new LinkAttribute.Group(links.freeGroup());
            for (int index : doomed) {
                host.socket().request(LinkMessage.ofIndex(index).with(group).change());
            }
            host.socket().request(LinkMessage.any().with(group).delete());
        }
        host.forgetIndexes();
    }

    /** The host's links before the removal. */
    private static final class HostLinks {
        private final Map<String, Integer> byName = new HashMap<>();
        private final Map<Integer, List<Integer>> vethsByPeerNamespace = new HashMap<>();
        private final Set<Integer> groups = new HashSet<>();

        static HostLinks read(OpenNamespaces namespaces) {
            HostLinks links = new HostLinks();
            for (LinkMessage link : namespaces.get(Netns.HOST).tables().links()) {
                links.put(link);
            }
            return links;
        }

        private void put(LinkMessage link) {
            boolean veth = false;
            Integer peerNamespace = null;
            for (LinkAttribute attribute : link.attributes()) {
                if (attribute instanceof LinkAttribute.Name name) {
                    byName.put(name.name(), link.index());
                } else if (attribute instanceof LinkAttribute.Group group) {
                    groups.add(group.number());
                } else if (attribute instanceof LinkAttribute.PeerNamespace id) {
                    peerNamespace = id.namespaceId();
                } else if (attribute instanceof LinkAttribute.Info info) {
                    veth = info.attributes().contains(new LinkInfoAttribute.Kind(LinkInfoAttribute.VETH));
                }
            }
            if (veth && peerNamespace != null) {
                vethsByPeerNamespace
                        .computeIfAbsent(peerNamespace, absent -> new ArrayList<>())
                        .add(link.index());
            }
        }

        List<Integer> vethsInto(int namespaceId) {
            return vethsByPeerNamespace.getOrDefault(namespaceId, List.of());
        }

        /** A group that no link is in: whatever is in it is deleted. */
        int freeGroup() {
            int n = 0;
            while (groups.contains(LinkGroup.doomed(n))) {
                n++;
            }
            return LinkGroup.doomed(n);
        }
    }
}
