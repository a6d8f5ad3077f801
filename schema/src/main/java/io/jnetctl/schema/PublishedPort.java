package io.jnetctl.schema;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port of a container that is reachable at the host. Ranges are written out, one of these a port;
 * a range of host ports for one target stays a range, of which the first free one is taken.
 *
 * @param hostIp null: all addresses of the host
 * @param hostPorts null: dynamic
 * @param target inside the container; its protocol is the host port's too
 * @param from sources that may use it, empty: all
 */
public record PublishedPort(
        @Nullable IpAddress hostIp, @Nullable PortRange hostPorts, Port target, List<Cidr> from, SourcePos pos) {
    public PublishedPort {
        from = List.copyOf(from);
    }
}
