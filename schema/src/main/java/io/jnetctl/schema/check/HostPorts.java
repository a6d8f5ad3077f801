package io.jnetctl.schema.check;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.PublishedPort;
import io.jnetctl.schema.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has which host port at which address. No address means all of them, 0.0.0.0 all of IPv4 and ::
 * all of IPv6.
 */
final class HostPorts {
    /** A published port with its owner. */
    record Claim(Stack stack, Container container, PublishedPort published) {
        String nameFor(Stack viewer) {
            return stack.name().equals(viewer.name()) ? container.name() : stack.name() + "/" + container.name();
        }
    }

    private record Slot(
            Port port, @Nullable Family family, @Nullable IpAddress address) {}

    private final Map<Slot, Claim> exact = new HashMap<>();
    private final Map<Slot, Claim> any = new HashMap<>();

    /** All published ports of the manifest, in its order. */
    static List<Claim> claims(Manifest manifest) {
        List<Claim> claims = new ArrayList<>();
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                container.publish().forEach(p -> claims.add(new Claim(stack, container, p)));
            }
        }
        return claims;
    }

    /** The one host port that a published port asks for, if it asks for one. */
    static Optional<Port> fixed(PublishedPort published) {
        PortRange ports = published.hostPorts();
        return ports == null || ports.size() > 1
                ? Optional.empty()
                : Optional.of(new Port(ports.first(), published.target().protocol()));
    }

    /** Who has the port already at that address, or at one that includes it or is included. */
    Optional<Claim> holder(Port port, @Nullable IpAddress address) {
        if (address == null) {
            return Optional.ofNullable(any.get(new Slot(port, null, null)));
        }
        Family family = address.family();
        Claim everywhere = exact.get(new Slot(port, null, null));
        Claim sameFamily = address.isUnspecified()
                ? any.get(new Slot(port, family, null))
                : exact.get(new Slot(port, family, null));
        Claim same = exact.get(new Slot(port, family, address));
        return Optional.ofNullable(everywhere)
                .or(() -> Optional.ofNullable(sameFamily))
                .or(() -> Optional.ofNullable(same));
    }

    void add(Port port, Claim claim) {
        IpAddress address = claim.published().hostIp();
        Family family = address == null ? null : address.family();
        boolean all = address == null || address.isUnspecified();
        exact.putIfAbsent(new Slot(port, family, all ? null : address), claim);
        any.putIfAbsent(new Slot(port, null, null), claim);
        any.putIfAbsent(new Slot(port, family, null), claim);
    }
}
