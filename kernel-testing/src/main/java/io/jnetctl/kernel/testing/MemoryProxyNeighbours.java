package io.jnetctl.kernel.testing;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import java.util.List;
import java.util.Optional;

/** IPv6 addresses that the host answers for on its links (pneigh_lookup and pneigh_ifdown of net/core/neighbour.c). */
final class MemoryProxyNeighbours {
    private final MemoryHost host;
    private final Table<Place, Held> proxies;

    MemoryProxyNeighbours(MemoryHost host) {
        this.host = host;
        proxies = new Table<>(host.undo);
    }

    /** Finds one: its link, and the address. */
    private record Place(long link, String address) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byLink = Long.compare(link, other.link);
            return byLink != 0 ? byLink : address.compareTo(other.address);
        }
    }

    /** @param ours whether NDA_PROTOCOL says that jnetctl made it */
    record Held(long id, IpAddress address, boolean ours) {}

    void add(ProxyNeighbour proxy) {
        add(host.links.require(Netns.HOST, proxy.link(), proxy.label()), proxy.address(), true);
    }

    /** The same one again is no change but of the mark. */
    void add(MemoryLinks.Link link, IpAddress address, boolean ours) {
        if (link.mtu() < MemoryLinks.IPV6_MIN_MTU) {
            throw Refusal.of("ENOBUFS", link.at().name());
        }
        Place at = new Place(link.id(), address.toString());
        Held made = proxies.get(at)
                .map(held -> new Held(held.id(), address, held.ours() || ours))
                .orElseGet(() -> new Held(host.nextIdentity(), address, ours));
        proxies.put(at, made);
    }

    void remove(ProxyNeighbour proxy) {
        remove(host.links.require(Netns.HOST, proxy.link(), proxy.label()), proxy.address());
    }

    void remove(MemoryLinks.Link link, IpAddress address) {
        Place at = new Place(link.id(), address.toString());
        if (!proxies.has(at)) {
            throw Refusal.of("ENOENT", link.at().name());
        }
        proxies.remove(at);
    }

    void removeOf(long link) {
        proxies.removeIf(new Place(link, ""), new Place(link + 1, ""), held -> true);
    }

    Optional<Held> find(MemoryLinks.Link link, IpAddress address) {
        return proxies.get(new Place(link.id(), address.toString()));
    }

    List<Held> of(long link) {
        return List.copyOf(proxies.range(new Place(link, ""), new Place(link + 1, "")));
    }
}
