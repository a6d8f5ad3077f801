package io.jnetctl.schema;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has which host port at which address. No address means all of them, 0.0.0.0 all of IPv4 and :: all of IPv6.
 *
 * @param <H> who
 */
public final class HostPortClaims<H> {
    private final Map<Slot, H> exact = new HashMap<>();
    private final Map<Slot, H> any = new HashMap<>();

    private record Slot(
            Port port, @Nullable Family family, @Nullable IpAddress address) {}

    /** Of several that have one port at one address, the first counts. */
    public void add(Port port, @Nullable IpAddress address, H holder) {
        Family family = address == null ? null : address.family();
        boolean all = address == null || address.isUnspecified();
        exact.putIfAbsent(new Slot(port, family, all ? null : address), holder);
        any.putIfAbsent(new Slot(port, null, null), holder);
        any.putIfAbsent(new Slot(port, family, null), holder);
    }

    /** Who has the port at that address, or at one that includes it or is included. */
    public Optional<H> holder(Port port, @Nullable IpAddress address) {
        if (address == null) {
            return Optional.ofNullable(any.get(new Slot(port, null, null)));
        }
        if (address.isUnspecified()) {
            return Optional.ofNullable(exact.get(new Slot(port, null, null)))
                    .or(() -> Optional.ofNullable(any.get(new Slot(port, address.family(), null))));
        }
        return covering(port, address);
    }

    /** Who has the port at all of that address: there, or at one that includes it. */
    public Optional<H> covering(Port port, IpAddress address) {
        return Optional.ofNullable(exact.get(new Slot(port, null, null)))
                .or(() -> Optional.ofNullable(exact.get(new Slot(port, address.family(), null))))
                .or(() -> Optional.ofNullable(exact.get(new Slot(port, address.family(), address))));
    }
}
