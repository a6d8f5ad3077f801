package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.Container;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A container's place on a network with all decided.
 *
 * @param stack the container's
 * @param netns the container's
 * @param hostLink the host end's interface name
 * @param interfaceName inside the container
 * @param addresses at most one a family
 */
record Endpoint(
        String stack,
        Container container,
        Attachment attachment,
        ResolvedNetwork network,
        Netns netns,
        String hostLink,
        String interfaceName,
        Map<Family, InterfaceAddress> addresses,
        MacAddress macAddress) {
    Endpoint {
        EnumMap<Family, InterfaceAddress> copy = new EnumMap<>(Family.class);
        copy.putAll(addresses);
        addresses = Collections.unmodifiableMap(copy);
    }

    @Nullable IpAddress address(Family family) {
        InterfaceAddress address = addresses.get(family);
        return address == null ? null : address.address();
    }

    /** IPv4 before IPv6. */
    List<IpAddress> allAddresses() {
        return addresses.values().stream().map(InterfaceAddress::address).toList();
    }

    /** What others on the network call it, besides its name: name.network, then its aliases there. */
    Stream<String> furtherNames() {
        return Stream.concat(
                Stream.of(container.name() + "." + attachment.network()),
                attachment.aliases().stream().filter(alias -> !alias.equals(container.name())));
    }
}
