package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.kernel.Listener;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.schema.HostPortClaims;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The ports of a host that others have, and those that a manifest's own containers have now. */
final class TakenPorts {
    private static final Sysctl RESERVED =
            new Sysctl(Scopes.RESERVED_PORTS.netns(), Scopes.RESERVED_PORTS.name(), null);

    private final HostPortClaims<Owner> ofOtherStacks = new HostPortClaims<>();
    private final HostPortClaims<Listener> listening = new HostPortClaims<>();
    private final HostPortClaims<Owner> active = new HostPortClaims<>();
    private final Map<Binding, List<Integer>> bindings = new HashMap<>();
    private final List<PortRange> reserved;

    /** What a container's port is known by, whatever port of the host it has. */
    private record Binding(Owner owner, Port target, IpAddress hostIp) {}

    /** @param stacks those of the manifest */
    TakenPorts(Set<String> stacks, Observed observed) {
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null && entry.resource() instanceof Rule rule) {
                PublishedRule.parse(rule).ifPresent(published -> add(owner, published, stacks));
            }
        }
        for (Listener listener : observed.facts().listeners()) {
            Port port = new Port(listener.port(), listener.protocol());
            listening.add(port, listener.address(), listener);
            if (listener.bothFamilies()) {
                listening.add(port, PublishedRule.anyAddress(Family.V4), listener);
            }
        }
        reserved = observed.get(Sysctl.KIND.key(RESERVED.label()))
                .map(entry -> ranges(((Sysctl) entry.resource()).value()))
                .orElse(List.of());
    }

    private void add(Owner owner, PublishedRule rule, Set<String> stacks) {
        IpAddress hostIp = rule.hostIp() != null ? rule.hostIp() : PublishedRule.anyAddress(rule.family());
        if (!stacks.contains(owner.stack())) {
            ofOtherStacks.add(rule.hostPort(), hostIp, owner);
            return;
        }
        active.add(rule.hostPort(), hostIp, owner);
        bindings.computeIfAbsent(new Binding(owner, rule.containerPort(), hostIp), unused -> new ArrayList<>())
                .add(rule.hostPort().number());
    }

    /** Whether neither a container of another stack nor a listener is at that port, at whatever address. */
    boolean isFree(Port port) {
        return !ofOtherStacks.isClaimed(port) && !listening.isClaimed(port);
    }

    /** The container of another stack that publishes the port there. */
    Optional<Owner> otherStacks(Port port, List<IpAddress> addresses) {
        return holder(ofOtherStacks, port, addresses);
    }

    /** Who listens there, whether or not packets still get to it. */
    Optional<Listener> listener(Port port, List<IpAddress> addresses) {
        return holder(listening, port, addresses);
    }

    private static <H> Optional<H> holder(HostPortClaims<H> claims, Port port, List<IpAddress> addresses) {
        for (IpAddress address : addresses) {
            Optional<H> holder = claims.holder(port, address);
            if (holder.isPresent()) {
                return holder;
            }
        }
        return Optional.empty();
    }

    /** Who listens where no rule of the manifest's stacks takes the packets away from it yet. */
    Optional<Listener> reachedListener(Port port, List<IpAddress> addresses) {
        for (IpAddress address : addresses) {
            Optional<Listener> holder = listening.holder(port, address);
            if (holder.isPresent() && active.covering(port, address).isEmpty()) {
                return holder;
            }
        }
        return Optional.empty();
    }

    /** Whether the administrator keeps it from being given out: ip_local_reserved_ports of ip-sysctl.rst. */
    boolean isReserved(int port) {
        return reserved.stream().anyMatch(range -> range.contains(port));
    }

    /** The ports of the host that lead to that port of the container now. */
    IntStream now(PortRequest request) {
        return request.addresses().stream()
                .flatMapToInt(address ->
                        bindings
                                .getOrDefault(
                                        new Binding(
                                                request.owner(),
                                                request.published().target(),
                                                address),
                                        List.of())
                                .stream()
                                .mapToInt(Integer::intValue))
                .distinct();
    }

    /** As the kernel prints them: {@code 8080,9148-9150}. */
    private static List<PortRange> ranges(@Nullable String value) {
        List<PortRange> ranges = new ArrayList<>();
        if (value != null) {
            for (String range : value.split(",", -1)) {
                if (!range.isBlank() && !range.equals("0")) {
                    ranges.add(PortRange.parse(range.strip()));
                }
            }
        }
        return ranges;
    }
}
