package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives out the addresses of one subnet: static ones are reserved first, then each container keeps what it has while that is valid, then the
 * lowest free ones go out in the manifest's order.
 */
final class AddressAllotment {
    private final ResolvedNetwork network;
    private final Cidr subnet;
    private final Cidr range;
    private final List<Diagnostic> diagnostics;
    private final Set<IpAddress> taken = new HashSet<>();
    private final Map<IpAddress, String> holders = new HashMap<>();
    private IpAddress cursor;
    private boolean exhausted;

    AddressAllotment(ResolvedNetwork network, Cidr subnet, List<Diagnostic> diagnostics) {
        this.network = network;
        this.subnet = subnet;
        this.range = network.network().ipRange(subnet.family()).orElse(subnet);
        this.diagnostics = diagnostics;
        this.cursor = range.network();
        IpAddress gateway = network.gateways().get(subnet.family());
        if (gateway != null) {
            taken.add(gateway);
        }
        taken.addAll(network.network().reserved());
        boolean hasNetworkAddress = subnet.prefixLength() < subnet.family().bits() - 1;
        if (hasNetworkAddress) {
            taken.add(subnet.network());
            if (subnet.family() == Family.V4) {
                taken.add(subnet.last());
            }
        }
    }

    /** Keeps an address from being given out, because somebody outside the manifest has it. */
    void avoid(IpAddress address) {
        taken.add(address);
    }

    /** Gives a container the address that is written for it. */
    void reserve(Container container, IpAddress address) {
        String who = container.name();
        String reason = "";
        if (!subnet.contains(address)) {
            reason = "is outside of the subnet " + subnet;
        } else if (address.equals(network.gateways().get(subnet.family()))) {
            reason = "is the gateway";
        } else if (holders.containsKey(address)) {
            reason = "is " + holders.get(address) + "'s already";
        } else if (taken.contains(address) && !network.network().reserved().contains(address)) {
            reason = "is in use on that network";
        }
        if (!reason.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                    container.pos(),
                    "address " + address + " of container " + who + " on network " + network.name() + " " + reason,
                    "choose a free address of " + subnet));
        }
        taken.add(address);
        holders.put(address, who);
    }

    /** Lets a container keep what it has, if that could still be given to it. */
    Optional<IpAddress> keep(Container container, List<IpAddress> has) {
        Optional<IpAddress> kept = has.stream()
                .filter(address ->
                        address.family() == subnet.family() && range.contains(address) && !taken.contains(address))
                .findFirst();
        kept.ifPresent(address -> {
            taken.add(address);
            holders.put(address, container.name());
        });
        return kept;
    }

    /** Gives a container the lowest free address. */
    Optional<IpAddress> next(Container container) {
        while (!exhausted) {
            IpAddress candidate = cursor;
            if (candidate.equals(range.last())) {
                exhausted = true;
            } else {
                cursor = candidate.next();
            }
            if (taken.add(candidate)) {
                holders.put(candidate, container.name());
                return Optional.of(candidate);
            }
        }
        diagnostics.add(Diagnostic.error(
                container.pos(),
                "network " + network.name() + " has no address left for container " + container.name() + " in " + range,
                "make the subnet" + (range.equals(subnet) ? "" : " or the ip_range") + " larger"));
        return Optional.empty();
    }
}
