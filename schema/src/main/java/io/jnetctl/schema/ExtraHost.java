package io.jnetctl.schema;

import io.jnetctl.inet.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A line of the hosts file that the user adds.
 *
 * @param address null: {@code host-gateway}, the host's address on the container's first network
 */
public record ExtraHost(String name, @Nullable IpAddress address, SourcePos pos) {
    /** How a manifest writes the host's own address. */
    public static final String HOST_GATEWAY = "host-gateway";
}
