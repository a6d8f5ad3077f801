package io.jnetctl.schema;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network of a stack.
 *
 * @param subnets at most one a family; none: chosen from the pools
 * @param gateways those that are written, each inside one of the subnets; else the first address
 * @param ipRanges where dynamic addresses come from, each inside one of the subnets; else all of it
 * @param reserved addresses that no container gets
 * @param internal no way out of the network, and none in but from the host
 * @param icc whether its containers reach each other without a link
 * @param masquerade whether what leaves the network does so with the host's address
 * @param mtu in bytes, null: the kernel's default
 * @param bridge the name of the host's interface, null: derived from stack and network
 * @param external null: the stack owns the network
 * @param ipv6 whether it carries IPv6, asked for or implied by a subnet
 * @param hostAccess whether containers reach the host's own services, null: unless internal
 * @param routes put into every container on the network
 */
public record Network(
        String name,
        Driver driver,
        List<Cidr> subnets,
        List<IpAddress> gateways,
        List<Cidr> ipRanges,
        List<IpAddress> reserved,
        boolean internal,
        boolean icc,
        boolean masquerade,
        @Nullable Integer mtu,
        @Nullable String bridge,
        @Nullable External external,
        boolean ipv6,
        @Nullable Boolean hostAccess,
        List<StaticRoute> routes,
        SourcePos pos) {
    /** The network of containers that name none. */
    public static final String PREDEFINED_BRIDGE = "bridge";

    public Network {
        subnets = List.copyOf(subnets);
        gateways = List.copyOf(gateways);
        ipRanges = List.copyOf(ipRanges);
        reserved = List.copyOf(reserved);
        routes = List.copyOf(routes);
    }

    /** A network of which nothing but the name is written. */
    public static Network plain(String name, SourcePos pos) {
        return new Network(
                name,
                Driver.BRIDGE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                true,
                true,
                null,
                null,
                null,
                false,
                null,
                List.of(),
                pos);
    }

    public Optional<Cidr> subnet(Family family) {
        return subnets.stream().filter(s -> s.family() == family).findFirst();
    }

    public Optional<IpAddress> gateway(Family family) {
        return gateways.stream().filter(g -> g.family() == family).findFirst();
    }

    public Optional<Cidr> ipRange(Family family) {
        return ipRanges.stream().filter(r -> r.family() == family).findFirst();
    }
}
