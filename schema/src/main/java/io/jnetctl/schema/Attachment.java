package io.jnetctl.schema;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's place on a network.
 *
 * @param ipv4Address null: dynamic
 * @param ipv6Address null: dynamic, where the network has IPv6
 * @param aliases further names of the container on this network
 * @param macAddress null: derived from the IPv4 address
 * @param interfaceName inside the container, null: eth0, eth1 ... by position
 * @param gateway the default route goes out here, whatever the priorities
 * @param gatewayPriority the highest one has the default route, the first of equals
 */
public record Attachment(
        String network,
        @Nullable IpAddress ipv4Address,
        @Nullable IpAddress ipv6Address,
        List<String> aliases,
        @Nullable MacAddress macAddress,
        @Nullable String interfaceName,
        boolean gateway,
        int gatewayPriority,
        SourcePos pos) {
    public Attachment {
        aliases = List.copyOf(aliases);
    }

    /** An attachment of which nothing but the network is written. */
    public static Attachment plain(String network, SourcePos pos) {
        return new Attachment(network, null, null, List.of(), null, null, false, 0, pos);
    }
}
