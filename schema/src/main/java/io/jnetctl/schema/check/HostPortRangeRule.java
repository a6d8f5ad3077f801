package io.jnetctl.schema.check;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.schema.HostPortClaims;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.check.HostPorts.Claim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A range of host ports has a free one for each that wants one of it. */
final class HostPortRangeRule implements Rule {
    private record Range(
            Protocol protocol, PortRange ports, @Nullable IpAddress address) {}

    @Override
    public void check(Manifest manifest, Findings findings) {
        List<Claim> claims = HostPorts.claims(manifest);
        List<Claim> ofRanges =
                claims.stream().filter(HostPortRangeRule::isOfRange).toList();
        if (ofRanges.isEmpty()) {
            return;
        }
        HostPortClaims<Claim> fixed = new HostPortClaims<>();
        for (Claim claim : claims) {
            claim.addFixedTo(fixed);
        }
        Map<Range, Long> free = new HashMap<>();
        for (Claim claim : ofRanges) {
            PortRange ports = Objects.requireNonNull(claim.published().hostPorts());
            Range range = new Range(
                    claim.published().target().protocol(),
                    ports,
                    claim.published().hostIp());
            long left = free.computeIfAbsent(range, r -> free(r, fixed)) - 1;
            free.put(range, left);
            if (left < 0) {
                findings.error(
                        claim.published().pos(),
                        "container " + claim.container().name() + " finds no free host port in " + ports + "/"
                                + range.protocol() + ": the containers before it take them all",
                        "choose a larger range");
            }
        }
    }

    private static boolean isOfRange(Claim claim) {
        PortRange ports = claim.published().hostPorts();
        return ports != null && ports.size() > 1;
    }

    private static long free(Range range, HostPortClaims<Claim> fixed) {
        return IntStream.rangeClosed(range.ports().first(), range.ports().last())
                .filter(number -> fixed.holder(new Port(number, range.protocol()), range.address())
                        .isEmpty())
                .count();
    }
}
