package io.jnetctl.schema.check;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.schema.HostPortClaims;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.check.HostPorts.Claim;
import java.util.Optional;

/** One container a host port. */
final class HostPortRule implements Rule {
    @Override
    public void check(Manifest manifest, Findings findings) {
        HostPortClaims<Claim> taken = new HostPortClaims<>();
        for (Claim claim : HostPorts.claims(manifest)) {
            Optional<Port> port = claim.published().fixedHostPort();
            if (port.isEmpty()) {
                continue;
            }
            IpAddress address = claim.published().hostIp();
            Optional<Claim> holder = taken.holder(port.get(), address);
            if (holder.isPresent()) {
                report(port.get(), claim, holder.get(), findings);
            } else {
                claim.addFixedTo(taken);
            }
        }
    }

    private static void report(Port port, Claim claim, Claim holder, Findings findings) {
        boolean same = holder.container().pos().equals(claim.container().pos());
        findings.error(
                claim.published().pos(),
                "host port " + port + " is claimed "
                        + (same
                                ? "twice by container " + claim.container().name() + ", for "
                                        + holder.published().target() + " and for "
                                        + claim.published().target()
                                : "by container " + holder.nameFor(claim.stack()) + " and by container "
                                        + claim.container().name()),
                "choose another host port, or another host address for each");
    }
}
