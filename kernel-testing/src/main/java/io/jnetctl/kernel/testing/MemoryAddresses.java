package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.resource.Address;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Addresses of interfaces, IPv4's with their primaries and secondaries (net/ipv4/devinet.c, net/ipv6/addrconf.c). */
final class MemoryAddresses {
    private final MemoryHost host;
    private final Table<Place, Held> addresses;

    MemoryAddresses(MemoryHost host) {
        this.host = host;
        addresses = new Table<>(host.undo);
    }

    /** Finds an address: its link, and its turn among that link's. */
    private record Place(long link, long turn) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byLink = Long.compare(link, other.link);
            return byLink != 0 ? byLink : Long.compare(turn, other.turn);
        }
    }

    /**
     * An address on a link.
     *
     * @param id its identity
     * @param secondary whether an earlier address of its subnet takes it along
     * @param ours whether IFA_PROTO says that jnetctl made it
     */
    record Held(long id, long link, InterfaceAddress address, boolean secondary, boolean ours) {
        Family family() {
            return address.address().family();
        }

        private Held promoted() {
            return new Held(id, link, address, false, ours);
        }

        private Place place() {
            return new Place(link, id);
        }
    }

    void add(Address address) {
        add(host.links.require(address.netns(), address.link(), address.label()), address.address(), true);
    }

    void add(MemoryLinks.Link link, InterfaceAddress address, boolean ours) {
        String what = link.at().name() + " " + address;
        boolean v6 = address.address().family() == Family.V6;
        if (v6) {
            requireIpv6(link, address.address(), what);
        }
        if (of(link.id()).stream().anyMatch(held -> clashes(held, address))) {
            throw Refusal.of("EEXIST", what, (v6 ? "ipv6: address" : "ipv4: Address") + " already assigned");
        }
        boolean secondary = !v6 && of(link.id()).stream().anyMatch(held -> isPrimaryOf(held, address));
        Held made = new Held(host.nextIdentity(), link.id(), address, secondary, ours);
        addresses.put(made.place(), made);
    }

    private void requireIpv6(MemoryLinks.Link link, IpAddress address, String what) {
        if (address.isUnspecified()) {
            throw Refusal.of("EADDRNOTAVAIL", what, "ipv6: Invalid address");
        }
        if (address.isMulticast()) {
            throw Refusal.of(
                    "EADDRNOTAVAIL", what, "ipv6: Cannot assign multicast address without \"IFA_F_MCAUTOJOIN\" flag");
        }
        if (address.isLoopback()) {
            throw Refusal.of("EADDRNOTAVAIL", what, "ipv6: Cannot assign loopback address on this device");
        }
        if (link.mtu() < MemoryLinks.IPV6_MIN_MTU) {
            throw Refusal.of("EINVAL", what);
        }
        if (host.sysctls.isIpv6Off(link.at())) {
            throw Refusal.of("EACCES", what, "ipv6: IPv6 is disabled on this device");
        }
    }

    private static boolean clashes(Held held, InterfaceAddress address) {
        return address.address().family() == Family.V6
                ? held.address().address().equals(address.address())
                : held.address().equals(address);
    }

    private static boolean isPrimaryOf(Held held, InterfaceAddress address) {
        return !held.secondary()
                && held.family() == Family.V4
                && held.address().network().equals(address.network());
    }

    void remove(Address address) {
        MemoryLinks.Link link = host.links.require(address.netns(), address.link(), address.label());
        if (address.family() == Family.V6 && link.mtu() < MemoryLinks.IPV6_MIN_MTU) {
            throw Refusal.of("ENXIO", address.label());
        }
        remove(link, address.address());
    }

    void remove(MemoryLinks.Link link, InterfaceAddress address) {
        Held held = find(link, address)
                .orElseThrow(() -> Refusal.of(
                        "EADDRNOTAVAIL",
                        link.at().name() + " " + address,
                        address.address().family() == Family.V6
                                ? "ipv6: address not found"
                                : "ipv4: Address not found"));
        addresses.remove(held.place());
        if (held.family() == Family.V4) {
            afterIpv4Removal(held, host.sysctls.promotesSecondaries(link.at()));
        }
    }

    Optional<Held> find(MemoryLinks.Link link, InterfaceAddress address) {
        return of(link.id()).stream()
                .filter(held -> held.address().equals(address))
                .findFirst();
    }

    private void afterIpv4Removal(Held held, boolean promotes) {
        if (!held.secondary()) {
            List<Held> secondaries = of(held.link()).stream()
                    .filter(other -> other.secondary()
                            && other.address().network().equals(held.address().network()))
                    .toList();
            if (promotes) {
                secondaries.stream().findFirst().ifPresent(next -> addresses.put(next.place(), next.promoted()));
            } else {
                secondaries.forEach(other -> addresses.remove(other.place()));
            }
        }
        if (of(held.link()).stream().noneMatch(other -> other.family() == Family.V4)) {
            host.routes.removeThrough(held.link(), Family.V4);
        }
    }

    void removeOf(long link) {
        removeIf(link, held -> true);
    }

    void removeOf(long link, Family family) {
        removeIf(link, held -> held.family() == family);
    }

    private void removeIf(long link, Predicate<Held> doomed) {
        addresses.removeIf(new Place(link, 0), new Place(link + 1, 0), doomed);
    }

    /** The addresses of a link, in the order in which they were made. */
    List<Held> of(long link) {
        return List.copyOf(range(link));
    }

    private Collection<Held> range(long link) {
        return addresses.range(new Place(link, 0), new Place(link + 1, 0));
    }

    /** Whether {@code address} lies in a subnet of one of the link's addresses. */
    boolean isOnLink(long link, IpAddress address) {
        return range(link).stream().anyMatch(held -> held.address().network().contains(address));
    }

    /** Whether a link of the namespace that is up has a primary address of this very subnet, and so an on-link route to it. */
    boolean isConnected(long netns, Cidr subnet) {
        return host.links.of(netns).stream()
                .filter(MemoryLinks.Link::up)
                .flatMap(link -> range(link.id()).stream())
                .anyMatch(held -> !held.secondary() && held.address().network().equals(subnet));
    }

    /** Whether {@code address} is the broadcast address of one of the link's subnets, which has none below two bits. */
    boolean isBroadcast(long link, IpAddress address) {
        return range(link).stream()
                .map(held -> held.address().network())
                .anyMatch(subnet -> hasBroadcast(subnet) && subnet.last().equals(address));
    }

    private static boolean hasBroadcast(Cidr subnet) {
        return subnet.family() == Family.V4 && subnet.prefixLength() < 31;
    }

    /** Whether a link of the namespace has this very address. */
    boolean isLocal(long netns, IpAddress address) {
        return host.links.of(netns).stream()
                .flatMap(link -> range(link.id()).stream())
                .anyMatch(held -> held.address().address().equals(address));
    }
}
