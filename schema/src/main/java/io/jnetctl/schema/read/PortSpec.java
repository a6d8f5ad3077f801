package io.jnetctl.schema.read;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.schema.PublishedPort;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A published port or range as written, before it is written out. */
record PortSpec(
        @Nullable IpAddress hostIp, @Nullable PortRange host, PortRange target, Protocol protocol, List<Cidr> from) {
    PortSpec {
        if (host != null && target.size() > 1 && host.size() != target.size()) {
            throw new IllegalArgumentException("the ranges differ in length: " + host.size() + " host ports (" + host
                    + ") for " + target.size() + " ports (" + target + ")");
        }
    }

    /**
     * Reads {@code [[HOST_IP:][HOST_PORTS]:]PORTS[/PROTOCOL]}; an IPv6 address may have brackets.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    static PortSpec parse(String text) {
        try {
            int slash = text.lastIndexOf('/');
            Protocol protocol = slash < 0 ? Protocol.TCP : Protocol.parse(text.substring(slash + 1));
            String rest = slash < 0 ? text : text.substring(0, slash);
            int lastColon = rest.lastIndexOf(':');
            PortRange target = PortRange.parse(rest.substring(lastColon + 1));
            if (lastColon < 0) {
                return new PortSpec(null, null, target, protocol, List.of());
            }
            String left = rest.substring(0, lastColon);
            int ipEnd = left.lastIndexOf(':');
            String host = left.substring(ipEnd + 1);
            IpAddress hostIp = ipEnd < 0 ? null : address(left.substring(0, ipEnd));
            boolean dynamic = host.isEmpty() && hostIp != null;
            return new PortSpec(hostIp, dynamic ? null : PortRange.parse(host), target, protocol, List.of());
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            String whole = Quoted.of(text);
            throw new IllegalArgumentException(reason.startsWith(whole) ? reason : "port " + whole + ": " + reason, e);
        }
    }

    private static IpAddress address(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        return IpAddress.parse(bracketed ? text.substring(1, text.length() - 1) : text);
    }

    /** One a port; a host range for one port stays whole. */
    List<PublishedPort> published(SourcePos pos) {
        if (target.size() == 1) {
            return List.of(new PublishedPort(hostIp, host, new Port(target.first(), protocol), from, pos));
        }
        return IntStream.range(0, target.size())
                .mapToObj(i -> new PublishedPort(
                        hostIp,
                        host == null ? null : PortRange.of(host.first() + i),
                        new Port(target.first() + i, protocol),
                        from,
                        pos))
                .toList();
    }
}
