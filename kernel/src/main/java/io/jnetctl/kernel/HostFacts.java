package io.jnetctl.kernel;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts about the host that decisions need but that are no resource of anybody's manifest.
 *
 * @param occupied prefixes that the host reaches already: its addresses' networks and its routes, without default routes
 * @param nameservers of the host's resolv.conf
 * @param processes how many processes run in each made namespace of the scope that has any, by its name
 * @param stacks names of all stacks that own something on this host
 * @param firewall the packet filter beyond our rules
 * @param applied what was noted of each stack of the scope when it was last as it should be; for display, never for decisions
 * @param listeners of the host, where the scope asks for them, in a stable order
 */
public record HostFacts(
        List<OccupiedPrefix> occupied,
        List<IpAddress> nameservers,
        Map<String, Integer> processes,
        Set<String> stacks,
        FirewallFacts firewall,
        Map<String, String> applied,
        List<Listener> listeners) {
    /** Of a host of which nothing is known but that it is usable. */
    public static final HostFacts NONE =
            new HostFacts(List.of(), List.of(), Map.of(), Set.of(), FirewallFacts.of("iptables"), Map.of(), List.of());

    public HostFacts {
        occupied = List.copyOf(occupied);
        nameservers = List.copyOf(nameservers);
        processes = Map.copyOf(processes);
        stacks = Set.copyOf(stacks);
        applied = Map.copyOf(applied);
        listeners = List.copyOf(listeners);
    }

    /**
     * A prefix in use on the host.
     *
     * @param link the interface it is reached through, or null (blackhole and the like)
     */
    public record OccupiedPrefix(Cidr prefix, @Nullable String link) {}
}
