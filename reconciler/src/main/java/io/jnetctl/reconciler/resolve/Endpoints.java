package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All endpoints of a manifest with addresses and names given out. */
final class Endpoints {
    private final Networks networks;
    private final Observed observed;
    private final List<Diagnostic> diagnostics;
    private final Map<String, List<IpAddress>> observedAddresses = new HashMap<>();
    private final Map<Owner, List<Endpoint>> byContainer = new LinkedHashMap<>();
    private final Map<String, List<Endpoint>> byBridge = new LinkedHashMap<>();

    private Endpoints(Networks networks, Observed observed, List<Diagnostic> diagnostics) {
        this.networks = networks;
        this.observed = observed;
        this.diagnostics = diagnostics;
        observed.all(Address.class)
                .values()
                .forEach(address -> observedAddresses
                        .computeIfAbsent(address.netns().name() + "/" + address.link(), unused -> new ArrayList<>())
                        .add(address.address().address()));
    }

    /** A place to be filled: an endpoint whose addresses are given out one by one. */
    private record Seat(
            Stack stack,
            Container container,
            Attachment attachment,
            ResolvedNetwork network,
            Netns netns,
            String name,
            Map<Family, InterfaceAddress> addresses) {
        void give(IpAddress address, Cidr subnet) {
            addresses.put(subnet.family(), new InterfaceAddress(address, subnet.prefixLength()));
        }

        String hostLink() {
            return InterfaceNames.ofVeth(stack.name(), container.name(), attachment.network());
        }
    }

    static Endpoints resolve(
            Manifest manifest,
            Networks networks,
            Function<Owner, Netns> netns,
            Observed observed,
            List<Diagnostic> diagnostics) {
        Endpoints endpoints = new Endpoints(networks, observed, diagnostics);
        Map<String, List<Seat>> seatsByBridge = new LinkedHashMap<>();
        List<Seat> seats = new ArrayList<>();
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                Owner owner = new Owner(stack.name(), container.name());
                endpoints.byContainer.put(owner, new ArrayList<>());
                seats.addAll(endpoints.seats(stack, container, netns.apply(owner)));
            }
        }
        seats.forEach(seat -> seatsByBridge
                .computeIfAbsent(seat.network().bridge(), unused -> new ArrayList<>())
                .add(seat));
        Set<String> stacks = manifest.stacks().stream().map(Stack::name).collect(Collectors.toSet());
        Map<String, List<IpAddress>> guests = endpoints.guests(stacks);
        seatsByBridge.forEach((bridge, onBridge) -> endpoints.allot(onBridge, guests.getOrDefault(bridge, List.of())));
        seats.forEach(endpoints::fill);
        return endpoints;
    }

    /** Of one container, in the order of its interfaces. */
    List<Endpoint> of(String stack, String container) {
        return byContainer.getOrDefault(new Owner(stack, container), List.of());
    }

    /** Of one network, in the manifest's order. */
    List<Endpoint> on(ResolvedNetwork network) {
        return byBridge.getOrDefault(network.bridge(), List.of());
    }

    private List<Seat> seats(Stack stack, Container container, Netns netns) {
        Set<String> written = new HashSet<>();
        container.attachments().forEach(attachment -> {
            String name = attachment.interfaceName();
            if (name != null) {
                written.add(name);
            }
        });
        List<Seat> seats = new ArrayList<>();
        int number = 0;
        for (Attachment attachment : container.attachments()) {
            String name = attachment.interfaceName();
            if (name == null) {
                while (written.contains("eth" + number)) {
                    number++;
                }
                name = "eth" + number++;
            }
            ResolvedNetwork network =
                    networks.get(stack.name(), attachment.network()).orElse(null);
            if (network != null) {
                seats.add(new Seat(stack, container, attachment, network, netns, name, new EnumMap<>(Family.class)));
            }
        }
        return seats;
    }

    /** The addresses that containers of stacks outside the manifest have, by the bridge that they are on. */
    private Map<String, List<IpAddress>> guests(Set<String> stacks) {
        Map<String, List<IpAddress>> guests = new HashMap<>();
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null
                    && !stacks.contains(owner.stack())
                    && entry.resource() instanceof Veth veth
                    && veth.master() != null) {
                guests.computeIfAbsent(veth.master(), unused -> new ArrayList<>())
                        .addAll(observedAddresses.getOrDefault(veth.netns().name() + "/" + veth.peer(), List.of()));
            }
        }
        return guests;
    }

    private void allot(List<Seat> seats, List<IpAddress> guests) {
        ResolvedNetwork network = seats.getFirst().network();
        network.subnets().forEach((family, subnet) -> {
            AddressAllotment allotment = new AddressAllotment(network, subnet, diagnostics);
            guests.forEach(allotment::avoid);
            if (!network.owned()) {
                observedAddresses
                        .getOrDefault(Netns.HOST.name() + "/" + network.bridge(), List.of())
                        .forEach(allotment::avoid);
            }
            List<Seat> dynamic = new ArrayList<>();
            for (Seat seat : seats) {
                IpAddress written = written(seat.attachment(), family);
                if (isIpv6Off(seat, family)) {
                    continue;
                }
                if (written == null) {
                    dynamic.add(seat);
                } else {
                    allotment.reserve(seat.container(), written);
                    seat.give(written, subnet);
                }
            }
            List<Seat> newcomers = new ArrayList<>();
            for (Seat seat : dynamic) {
                allotment
                        .keep(seat.container(), has(seat))
                        .ifPresentOrElse(kept -> seat.give(kept, subnet), () -> newcomers.add(seat));
            }
            for (Seat seat : newcomers) {
                allotment.next(seat.container()).ifPresent(address -> seat.give(address, subnet));
            }
        });
        seats.forEach(seat -> refuseFamiliesWithoutSubnet(seat, network));
    }

    private void refuseFamiliesWithoutSubnet(Seat seat, ResolvedNetwork network) {
        for (Family family : Family.values()) {
            IpAddress written = written(seat.attachment(), family);
            if (written != null && !network.subnets().containsKey(family)) {
                diagnostics.add(Diagnostic.error(
                        seat.attachment().pos(),
                        "address " + written + " of container "
                                + seat.container().name() + ": network "
                                + network.name() + " has no IP" + family.name().toLowerCase(java.util.Locale.ROOT)
                                + " subnet",
                        "give the network one, or leave the address out"));
            }
        }
    }

    private static boolean isIpv6Off(Seat seat, Family family) {
        return family == Family.V6 && HostsLines.isIpv6Off(seat.container());
    }

    private static @Nullable IpAddress written(Attachment attachment, Family family) {
        return family == Family.V4 ? attachment.ipv4Address() : attachment.ipv6Address();
    }

    private List<IpAddress> has(Seat seat) {
        return observed.get(Veth.KIND.key(seat.hostLink()))
                .map(entry -> (Veth) entry.resource())
                .map(veth -> observedAddresses.getOrDefault(veth.netns().name() + "/" + veth.peer(), List.of()))
                .orElse(List.of());
    }

    private void fill(Seat seat) {
        Endpoint endpoint = new Endpoint(
                seat.stack().name(),
                seat.container(),
                seat.attachment(),
                seat.network(),
                seat.netns(),
                seat.hostLink(),
                seat.name(),
                seat.addresses(),
                macAddress(seat, seat.addresses().get(Family.V4)));
        byContainer
                .computeIfAbsent(
                        new Owner(endpoint.stack(), endpoint.container().name()), unused -> new ArrayList<>())
                .add(endpoint);
        byBridge.computeIfAbsent(endpoint.network().bridge(), unused -> new ArrayList<>())
                .add(endpoint);
    }

    private static MacAddress macAddress(Seat seat, @Nullable InterfaceAddress ipv4) {
        MacAddress written = seat.attachment().macAddress();
        if (written != null) {
            return written;
        }
        if (ipv4 != null) {
            return MacAddress.ofIpv4(ipv4.address());
        }
        return MacAddresses.ofName(seat.stack().name() + "/" + seat.container().name() + "/"
                + seat.attachment().network());
    }
}
