package io.jnetctl.schema;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A route that each container on a network gets.
 *
 * @param via the next hop, null when it is a black hole
 * @param blackhole packets there are dropped (RTN_BLACKHOLE of linux/rtnetlink.h)
 */
public record StaticRoute(Cidr destination, @Nullable IpAddress via, boolean blackhole, SourcePos pos) {
    public StaticRoute {
        if (blackhole == (via != null)) {
            throw new IllegalArgumentException("a route has either a next hop or is a black hole");
        }
    }
}
