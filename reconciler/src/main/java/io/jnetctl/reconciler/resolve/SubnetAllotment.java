package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.schema.AddressPool;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each network its subnets: those written, else those it has, else the first of the pools that nothing on the host overlaps. An IPv6
 * subnet that is asked for but not written is a unique local /64 (RFC 4193) with a digest of stack and network for its random part.
 */
final class SubnetAllotment {
    private final Observed observed;
    private final List<Diagnostic> diagnostics;
    private final Map<String, List<InterfaceAddress>> observedOn = new HashMap<>();
    private final TakenBlocks taken = new TakenBlocks();
    private final Map<Owner, Map<Family, Cidr>> kept = new HashMap<>();
    /** Where the search in a pool goes on: what was taken before stays taken. */
    private final Map<AddressPool, Cidr> cursors = new HashMap<>();
    /** Bridges of the manifest's stacks, those too that go. */
    private final Set<String> managed = new HashSet<>();

    SubnetAllotment(Manifest manifest, Observed observed, List<Diagnostic> diagnostics) {
        this.observed = observed;
        this.diagnostics = diagnostics;
        observed.all(Address.class).values().stream()
                .filter(address -> address.netns().isHost())
                .forEach(address -> observedOn
                        .computeIfAbsent(address.link(), unused -> new ArrayList<>())
                        .add(address.address()));
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null
                    && entry.resource() instanceof Bridge bridge
                    && manifest.stack(owner.stack()).isPresent()) {
                managed.add(bridge.name());
            }
        }
        Set<String> ours = new HashSet<>();
        for (Stack stack : manifest.stacks()) {
            for (Network network : stack.networks()) {
                if (network.external() == null) {
                    ours.add(bridgeOf(stack, network));
                    taken.addAll(network.subnets());
                }
            }
        }
        followRenamed(manifest, ours);
        for (OccupiedPrefix occupied : observed.facts().occupied()) {
            String link = occupied.link();
            if (link == null || !ours.contains(link)) {
                taken.add(occupied.prefix());
            }
        }
        observed.facts().nameservers().stream()
                .filter(address -> !address.isLoopback())
                .forEach(address -> taken.add(Cidr.of(address, address.family().bits())));
        for (Stack stack : manifest.stacks()) {
            stack.networks().stream()
                    .filter(network -> network.external() == null)
                    .forEach(network -> keep(stack, network));
        }
    }

    /** A network whose bridge has another name now has what that bridge has: the mark tells whose it is. */
    private void followRenamed(Manifest manifest, Set<String> ours) {
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner == null || !(entry.resource() instanceof Bridge bridge) || ours.contains(bridge.name())) {
                continue;
            }
            for (Stack stack : manifest.stack(owner.stack()).stream().toList()) {
                for (Network network : stack.networks()) {
                    List<InterfaceAddress> has = observedOn.get(bridge.name());
                    if (network.external() == null && network.name().equals(owner.object()) && has != null) {
                        observedOn.putIfAbsent(bridgeOf(stack, network), has);
                        ours.add(bridge.name());
                    }
                }
            }
        }
    }

    /** Lets a network keep what it has, before anything is chosen for another. */
    private void keep(Stack stack, Network network) {
        Map<Family, Cidr> has = new EnumMap<>(Family.class);
        if (network.subnets().isEmpty()) {
            has(stack, network, Family.V4).ifPresent(subnet -> has.put(Family.V4, subnet));
        }
        if (network.ipv6() && network.subnet(Family.V6).isEmpty()) {
            has(stack, network, Family.V6).ifPresent(subnet -> has.put(Family.V6, subnet));
        }
        taken.addAll(has.values());
        kept.put(new Owner(stack.name(), network.name()), has);
    }

    static String bridgeOf(Stack stack, Network network) {
        String written = network.bridge();
        return written != null ? written : InterfaceNames.ofBridge(stack.name(), network.name());
    }

    /** The subnets of a network that the stack owns. */
    Map<Family, Cidr> allot(Stack stack, Network network) {
        Map<Family, Cidr> subnets = new EnumMap<>(Family.class);
        subnets.putAll(kept.getOrDefault(new Owner(stack.name(), network.name()), Map.of()));
        network.subnets().forEach(subnet -> subnets.put(subnet.family(), subnet));
        warnOfOverlap(stack, network);
        if (network.subnets().isEmpty() && !subnets.containsKey(Family.V4)) {
            fromPools(stack, Family.V4)
                    .ifPresentOrElse(subnet -> subnets.put(Family.V4, subnet), () -> refuse(network));
        }
        if (network.ipv6() && !subnets.containsKey(Family.V6)) {
            Cidr subnet = fromPools(stack, Family.V6).orElseGet(() -> uniqueLocal(stack, network));
            subnets.put(Family.V6, subnet);
        }
        taken.addAll(subnets.values());
        return subnets;
    }

    private Optional<Cidr> has(Stack stack, Network network, Family family) {
        return observedOn.getOrDefault(bridgeOf(stack, network), List.of()).stream()
                .filter(address -> address.address().family() == family
                        && !address.address().isLinkLocal())
                .map(InterfaceAddress::network)
                .filter(subnet -> taken.overlapping(subnet).isEmpty()
                        && stack.defaults().avoid().stream().noneMatch(avoid -> avoid.overlaps(subnet)))
                .findFirst();
    }

    private Optional<Cidr> fromPools(Stack stack, Family family) {
        return stack.defaults().addressPools().stream()
                .filter(pool -> pool.base().family() == family)
                .flatMap(pool -> from(pool, stack.defaults().avoid()).stream())
                .findFirst();
    }

    private Optional<Cidr> from(AddressPool pool, List<Cidr> avoid) {
        Optional<Cidr> candidate =
                Optional.of(cursors.getOrDefault(pool, Cidr.of(pool.base().network(), pool.size())));
        boolean avoided = false;
        while (candidate.isPresent() && pool.base().contains(candidate.get())) {
            Cidr tried = candidate.get();
            Optional<Cidr> inTheWay = taken.overlapping(tried);
            if (!avoided) {
                cursors.put(pool, tried);
            }
            if (inTheWay.isEmpty()) {
                inTheWay = avoid.stream().filter(each -> each.overlaps(tried)).findFirst();
                avoided |= inTheWay.isPresent();
            }
            if (inTheWay.isEmpty()) {
                return candidate;
            }
            candidate = after(inTheWay.get().contains(tried) ? inTheWay.get() : tried, pool.size());
        }
        return Optional.empty();
    }

    private void refuse(Network network) {
        diagnostics.add(Diagnostic.error(
                network.pos(),
                "network " + network.name() + " has no subnet left in the address pools",
                "give it a `subnet`, or more room in `defaults.address_pools`"));
    }

    /** The block of {@code size} that follows; none at the end of all addresses. */
    private static Optional<Cidr> after(Cidr block, int size) {
        IpAddress last = block.last();
        IpAddress next;
        try {
            next = last.next();
        } catch (ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return next.compareTo(last) > 0 ? Optional.of(Cidr.of(next, size)) : Optional.empty();
    }

    private static Cidr uniqueLocal(Stack stack, Network network) {
        byte[] bytes = new byte[16];
        System.arraycopy(InterfaceNames.sha256(stack.name() + "/" + network.name()), 0, bytes, 1, 7);
        bytes[0] = (byte) 0xfd;
        return Cidr.of(IpAddress.ofBytes(bytes), 64);
    }

    private void warnOfOverlap(Stack stack, Network network) {
        String bridge = bridgeOf(stack, network);
        for (Cidr subnet : network.subnets()) {
            observed.facts().occupied().stream()
                    .filter(occupied -> occupied.prefix().overlaps(subnet)
                            && !bridge.equals(occupied.link())
                            && !managed.contains(occupied.link()))
                    .findFirst()
                    .ifPresent(occupied -> diagnostics.add(Diagnostic.warning(
                            network.pos(),
                            "subnet " + subnet + " of network " + network.name() + " overlaps " + occupied.prefix()
                                    + ", which this host reaches"
                                    + (occupied.link() == null ? "" : " through " + occupied.link()),
                            occupied.prefix().equals(subnet)
                                    ? "only one of the two can be reached; choose another subnet"
                                    : "the longer prefix wins there; choose another subnet if both are needed")));
        }
    }
}
