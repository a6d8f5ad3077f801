package io.jnetctl.schema;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import java.util.List;
import java.util.Optional;
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

    /** The one host port that it asks for, if it asks for one. */
    public Optional<Port> fixedHostPort() {
        return hostPorts == null || hostPorts.size() > 1
                ? Optional.empty()
                : Optional.of(new Port(hostPorts.first(), target.protocol()));
    }

    /** As it could be written: {@code 127.0.0.1:8080:53/udp}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (hostIp != null) {
            text.append(hostIp.family() == Family.V4 ? hostIp : "[" + hostIp + "]")
                    .append(':');
        }
        if (hostPorts != null) {
            text.append(hostPorts);
        }
        if (hostIp != null || hostPorts != null) {
            text.append(':');
        }
        return text.append(target.protocol() == Protocol.TCP ? target.number() : target)
                .toString();
    }
}
