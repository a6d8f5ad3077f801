package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Sysctl;
import java.util.List;

/**
 * Leads what goes along links over the host, on networks whose bridge forwards nothing between containers: the host answers for each of
 * them when another asks for its MAC address, and the firewall decides what passes.
 */
final class Isolation {
    private Isolation() {}

    static void add(ResolvedNetwork network, DesiredEntries desired) {
        if (!network.isIsolated()) {
            return;
        }
        if (network.subnets().containsKey(Family.V4)) {
            set(network, "net.ipv4.conf", "proxy_arp_pvlan", "1", desired);
            set(network, "net.ipv4.neigh", "proxy_delay", "0", desired);
        }
        if (network.subnets().containsKey(Family.V6)) {
            set(network, "net.ipv6.conf", "proxy_ndp", "1", desired);
            set(network, "net.ipv6.neigh", "proxy_delay", "0", desired);
        }
    }

    /** IPv6 has no answering for all: the ends of a link are named, and serve whichever stacks' links end there. */
    static void add(OpenedRule link, DesiredEntries desired, String reason) {
        if (link.family() == Family.V6) {
            for (IpAddress end : List.of(link.source(), link.destination())) {
                desired.share(new ProxyNeighbour(link.bridge(), end), ProxyNeighbour.OWNER.object(), reason);
            }
        }
    }

    private static void set(
            ResolvedNetwork network, String group, String setting, String value, DesiredEntries desired) {
        desired.add(
                new Sysctl(Netns.HOST, Scopes.ofLink(group, network.bridge(), setting), value),
                network.owner(),
                "containers of " + network.name() + " are kept apart",
                network.network().pos());
    }
}
