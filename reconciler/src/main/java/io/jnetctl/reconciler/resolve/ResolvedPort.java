package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import io.jnetctl.schema.SourcePos;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port of the host that leads to a port of a container, for one family, with all decided.
 *
 * @param stack the container's
 * @param network that it is published through, by the name that the stack knows it by
 * @param family of {@code hostIp} and {@code target}
 * @param hostIp null: all addresses of the host
 * @param hostPort 1 to 65535
 * @param target the container's address on the network
 * @param targetPort 1 to 65535
 * @param from sources outside the host that may use it, of both families; empty: all
 * @param pos where it is written
 * @param reason in the manifest's terms, such as {@code web publishes 8080:80}
 */
record ResolvedPort(
        String stack,
        String container,
        String network,
        Family family,
        @Nullable IpAddress hostIp,
        int hostPort,
        Protocol protocol,
        IpAddress target,
        int targetPort,
        List<Cidr> from,
        SourcePos pos,
        String reason) {
    ResolvedPort {
        from = List.copyOf(from);
        if (target.family() != family || (hostIp != null && hostIp.family() != family)) {
            throw new IllegalArgumentException("addresses of two families: " + hostIp + " and " + target);
        }
    }
}
