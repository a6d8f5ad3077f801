package io.jnetctl.schema;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has which host port at which address. No address means all of them, 0.0.0.0 all of IPv4 and :: all of IPv6.
 *
 * @param <H> who
 */
public final class HostPortClaims<H> {
    private final Map<Port, AtPort<H>> claims = new HashMap<>();

    private record Claim<H>(IpAddress address, H holder) {}

    private static final class AtPort<H> {
        private @Nullable H first;
        private @Nullable H everywhere;
        /** In the order in which they were made; nearly always one. */
        private final List<Claim<H>> claims = new ArrayList<>(1);

        void add(@Nullable IpAddress address, H holder) {
            first = first == null ? holder : first;
            if (address == null) {
                everywhere = everywhere == null ? holder : everywhere;
            } else {
                claims.add(new Claim<>(address, holder));
            }
        }

        @Nullable H holder(@Nullable IpAddress address) {
            if (address == null) {
                return first;
            }
            return everywhere == null && address.isUnspecified() ? firstOf(address.family()) : covering(address);
        }

        private @Nullable H firstOf(Family family) {
            for (Claim<H> claim : claims) {
                if (claim.address.family() == family) {
                    return claim.holder;
                }
            }
            return null;
        }

        @Nullable H covering(IpAddress address) {
            if (everywhere != null) {
                return everywhere;
            }
            H at = null;
            for (Claim<H> claim : claims) {
                if (claim.address.isUnspecified() && claim.address.family() == address.family()) {
                    return claim.holder;
                }
                at = at == null && claim.address.equals(address) ? claim.holder : at;
            }
            return at;
        }
    }

    /** Of several that have one port at one address, the first counts. */
    public void add(Port port, @Nullable IpAddress address, H holder) {
        claims.computeIfAbsent(port, unused -> new AtPort<>()).add(address, holder);
    }

    /** Whether anybody has the port, at whatever address. */
    public boolean isClaimed(Port port) {
        return claims.containsKey(port);
    }

    /** Who has the port at that address, or at one that includes it or is included. */
    public Optional<H> holder(Port port, @Nullable IpAddress address) {
        AtPort<H> there = claims.get(port);
        return there == null ? Optional.empty() : Optional.ofNullable(there.holder(address));
    }

    /** Who has the port at all of that address: there, or at one that includes it. */
    public Optional<H> covering(Port port, IpAddress address) {
        AtPort<H> there = claims.get(port);
        return there == null ? Optional.empty() : Optional.ofNullable(there.covering(address));
    }
}
