package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.List;

/** Forwarding and masquerading for the networks that lead out. */
final class WayOut {
    static final String NAT = "nat";
    static final String CHAIN = Chain.PREFIX + "POSTROUTING";

    private final Observed observed;
    private final DesiredEntries desired;
    private final List<Diagnostic> diagnostics;

    WayOut(Observed observed, DesiredEntries desired, List<Diagnostic> diagnostics) {
        this.observed = observed;
        this.desired = desired;
        this.diagnostics = diagnostics;
    }

    void add(ResolvedNetwork network) {
        if (network.network().internal()) {
            return;
        }
        network.subnets().forEach((family, subnet) -> {
            forward(network, family);
            if (network.network().masquerade()) {
                masquerade(network, family, subnet);
            }
        });
    }

    private void forward(ResolvedNetwork network, Family family) {
        SysctlName setting = family == Family.V4 ? Scopes.IPV4_FORWARDING : Scopes.IPV6_FORWARDING;
        desired.share(new Sysctl(setting.netns(), setting.name(), "1"), "forwarding", network.name() + " leads out");
    }

    private void masquerade(ResolvedNetwork network, Family family, Cidr subnet) {
        if (observed.facts().firewall().isEmpty()) {
            diagnostics.add(Diagnostic.error(
                    network.network().pos(),
                    "network " + network.name() + " is masqueraded, and this host has no iptables",
                    "install iptables (apt-get install iptables), or write `masquerade: false`"));
            return;
        }
        desired.share(new Chain(family, NAT, CHAIN), NAT, "first network that is masqueraded");
        desired.share(
                new Rule(family, NAT, "POSTROUTING", List.of("-j", CHAIN), true),
                NAT,
                "first network that is masqueraded");
        desired.add(
                new Rule(
                        family,
                        NAT,
                        CHAIN,
                        List.of("-s", subnet.toString(), "!", "-o", network.bridge(), "-j", "MASQUERADE"),
                        null),
                new Owner(network.stack(), network.name()),
                network.name() + " is masqueraded",
                network.network().pos());
    }
}
