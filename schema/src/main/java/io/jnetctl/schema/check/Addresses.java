package io.jnetctl.schema.check;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.schema.Network;
import java.util.Optional;

/** Which addresses of a subnet are not for containers. */
final class Addresses {
    private Addresses() {}

    /** What the address is when it is the network's or the broadcast one. */
    static Optional<String> special(Cidr subnet, IpAddress address) {
        if (address.equals(subnet.first())) {
            return Optional.of("the network address of " + subnet);
        }
        return subnet.family() == Family.V4 && address.equals(subnet.last())
                ? Optional.of("the broadcast address of " + subnet)
                : Optional.empty();
    }

    /** The gateway that is written, else the first address. */
    static IpAddress gateway(Network network, Cidr subnet) {
        return network.gateway(subnet.family()).orElseGet(() -> subnet.first().next());
    }
}
