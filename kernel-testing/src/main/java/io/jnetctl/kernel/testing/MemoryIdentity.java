package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.StaleFlows;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the number of the object that a resource is. */
final class MemoryIdentity {
    private MemoryIdentity() {}

    static OptionalLong of(MemoryHost host, Resource resource) {
        Optional<Long> identity = switch (resource) {
            case Namespace it -> Optional.of(host.namespaces.identity(it.netns()));
            case Bridge it -> link(host, Netns.HOST, it.name()).map(MemoryLinks.Link::id);
            case Veth it -> link(host, Netns.HOST, it.name()).map(MemoryLinks.Link::id);
            case OtherLink it -> link(host, it.netns(), it.name()).map(MemoryLinks.Link::id);
            case Address it ->
                link(host, it.netns(), it.link())
                        .flatMap(link -> host.addresses.find(link, it.address()))
                        .map(MemoryAddresses.Held::id);
            case ProxyNeighbour it ->
                link(host, Netns.HOST, it.link())
                        .flatMap(link -> host.proxies.find(link, it.address()))
                        .map(MemoryProxyNeighbours.Held::id);
            case Route it ->
                host.routes
                        .find(new MemoryRoutes.Place(
                                host.namespaces.identity(it.netns()), it.destination(), it.metric()))
                        .map(MemoryRoutes.Held::id);
            case Sysctl it -> Optional.empty();
            case StaleFlows it -> Optional.empty();
            case Chain it ->
                host.firewall
                        .find(new MemoryFirewall.ChainName(it.family(), it.table(), it.name()))
                        .map(MemoryFirewall.HeldChain::id);
            case Rule it -> host.firewall.find(it).map(MemoryFirewall.HeldRule::id);
            case ManagedFile it -> host.files.find(it.location().path()).map(MemoryFiles.HeldFile::id);
        };
        return identity.isPresent() && identity.get() != 0 ? OptionalLong.of(identity.get()) : OptionalLong.empty();
    }

    private static Optional<MemoryLinks.Link> link(MemoryHost host, Netns netns, String name) {
        return host.links.find(new MemoryLinks.LinkName(host.namespaces.identity(netns), name));
    }
}
