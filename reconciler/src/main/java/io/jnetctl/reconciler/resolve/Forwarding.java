package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.resource.Sysctl;

/** Lets the host forward packets, for networks that lead out, and for those where links lead over the host. */
final class Forwarding {
    private Forwarding() {}

    static void add(ResolvedNetwork network, DesiredEntries desired) {
        boolean leadsOut = !network.network().internal();
        if (leadsOut || network.isIsolated()) {
            String reason = network.name() + (leadsOut ? " leads out" : " has links over the host");
            network.subnets().keySet().forEach(family -> add(family, reason, desired));
        }
    }

    static void add(Family family, String reason, DesiredEntries desired) {
        SysctlName setting = family == Family.V4 ? Scopes.IPV4_FORWARDING : Scopes.IPV6_FORWARDING;
        desired.share(new Sysctl(setting.netns(), setting.name(), "1"), "forwarding", reason);
    }
}
