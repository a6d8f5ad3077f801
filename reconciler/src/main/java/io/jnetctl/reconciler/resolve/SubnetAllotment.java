package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Address;
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
    private final List<Cidr> taken = new ArrayList<>();

    SubnetAllotment(Manifest manifest, Observed observed, List<Diagnostic> diagnostics) {
        this.observed = observed;
        this.diagnostics = diagnostics;
        observed.all(Address.class).values().stream()
                .filter(address -> address.netns().isHost())
                .forEach(address -> observedOn
                        .computeIfAbsent(address.link(), unused -> new ArrayList<>())
                        .add(address.address()));
        Set<String> ours = new HashSet<>();
        for (Stack stack : manifest.stacks()) {
            for (Network network : stack.networks()) {
                if (network.external() == null) {
                    ours.add(bridgeOf(stack, network));
                    taken.addAll(network.subnets());
                }
            }
        }
        for (OccupiedPrefix occupied : observed.facts().occupied()) {
            String link = occupied.link();
            if (link == null || !ours.contains(link)) {
                taken.add(occupied.prefix());
            }
        }
        observed.facts().nameservers().stream()
                .filter(address -> !address.isLoopback())
                .forEach(address -> taken.add(Cidr.of(address, address.family().bits())));
    }

    static String bridgeOf(Stack stack, Network network) {
        String written = network.bridge();
        return written != null ? written : InterfaceNames.ofBridge(stack.name(), network.name());
    }

    /** The subnets of a network that the stack owns. */
    Map<Family, Cidr> allot(Stack stack, Network network) {
        Map<Family, Cidr> subnets = new EnumMap<>(Family.class);
        network.subnets().forEach(subnet -> subnets.put(subnet.family(), subnet));
        warnOfOverlap(stack, network);
        if (network.subnets().isEmpty()) {
            sticky(stack, network, Family.V4)
                    .or(() -> fromPools(stack, network))
                    .ifPresent(subnet -> subnets.put(Family.V4, subnet));
        }
        if (network.ipv6() && !subnets.containsKey(Family.V6)) {
            Cidr subnet = sticky(stack, network, Family.V6).orElseGet(() -> uniqueLocal(stack, network));
            subnets.put(Family.V6, subnet);
            taken.add(subnet);
        }
        return subnets;
    }

    private Optional<Cidr> sticky(Stack stack, Network network, Family family) {
        Optional<Cidr> has = observedOn.getOrDefault(bridgeOf(stack, network), List.of()).stream()
                .filter(address -> address.address().family() == family
                        && !address.address().isLinkLocal())
                .map(InterfaceAddress::network)
                .filter(this::isFree)
                .findFirst();
        has.ifPresent(taken::add);
        return has;
    }

    private Optional<Cidr> fromPools(Stack stack, Network network) {
        for (AddressPool pool : stack.defaults().addressPools()) {
            for (Cidr candidate = Cidr.of(pool.base().network(), pool.size());
                    pool.base().contains(candidate); ) {
                Cidr tried = candidate;
                if (isFree(candidate) && stack.defaults().avoid().stream().noneMatch(avoid -> avoid.overlaps(tried))) {
                    taken.add(candidate);
                    return Optional.of(candidate);
                }
                Optional<Cidr> next = after(candidate);
                if (next.isEmpty()) {
                    break;
                }
                candidate = next.get();
            }
        }
        diagnostics.add(Diagnostic.error(
                network.pos(),
                "network " + network.name() + " has no subnet left in the address pools",
                "give it a `subnet`, or more room in `defaults.address_pools`"));
        return Optional.empty();
    }

    private static Optional<Cidr> after(Cidr block) {
        IpAddress last = block.last();
        IpAddress next;
        try {
            next = last.next();
        } catch (ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return next.compareTo(last) > 0 ? Optional.of(Cidr.of(next, block.prefixLength())) : Optional.empty();
    }

    private boolean isFree(Cidr candidate) {
        return taken.stream().noneMatch(other -> other.overlaps(candidate));
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
                    .filter(occupied -> occupied.prefix().overlaps(subnet) && !bridge.equals(occupied.link()))
                    .findFirst()
                    .ifPresent(occupied -> diagnostics.add(Diagnostic.warning(
                            network.pos(),
                            "subnet " + subnet + " of network " + network.name() + " overlaps " + occupied.prefix()
                                    + ", which this host reaches"
                                    + (occupied.link() == null ? "" : " through " + occupied.link()),
                            "the longer prefix wins there; choose another subnet if both are needed")));
        }
    }
}
