package io.jnetctl.schema.check;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.check.Joined.Member;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The containers of a network fit on its bridge and into its subnets. */
final class CapacityRule implements Rule {
    /** BR_MAX_PORTS of net/bridge/br_private.h is 1024, and port numbers start at 1. */
    private static final int BRIDGE_PORTS = 1023;

    @Override
    public void check(Manifest manifest, Findings findings) {
        for (Joined joined : Joined.of(manifest)) {
            int count = joined.members().size();
            if (count > BRIDGE_PORTS) {
                findings.error(
                        joined.network().pos(),
                        "network " + joined.network().name() + " has " + count + " containers: a bridge takes at most "
                                + BRIDGE_PORTS,
                        "split it into several networks");
            }
            joined.network().subnets().forEach(subnet -> room(joined, subnet, findings));
        }
    }

    private static void room(Joined joined, Cidr subnet, Findings findings) {
        Network network = joined.network();
        Cidr range = network.ipRange(subnet.family()).filter(subnet::contains).orElse(subnet);
        Set<IpAddress> taken = new HashSet<>(network.reserved());
        taken.add(subnet.first());
        if (subnet.family() == Family.V4) {
            taken.add(subnet.last());
        }
        if (subnet.prefixLength() < subnet.family().bits()) {
            taken.add(Addresses.gateway(network, subnet));
        }
        long dynamic = 0;
        for (Member member : joined.members()) {
            Optional<IpAddress> address = written(member, subnet.family());
            address.ifPresent(taken::add);
            dynamic += address.isEmpty() ? 1 : 0;
        }
        long free = size(range) - taken.stream().filter(range::contains).count();
        if (dynamic > free) {
            SourcePos pos = findings.place(network.pos(), range);
            findings.error(
                    pos,
                    "network " + network.name() + " has " + count(dynamic, "container")
                            + " without an address of " + (dynamic == 1 ? "its" : "their") + " own, and "
                            + count(Math.max(0, free), "free address") + " in " + range,
                    "choose a larger block");
        }
    }

    private static String count(long number, String noun) {
        String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
        return number + " " + (number == 1 ? noun : plural);
    }

    private static Optional<IpAddress> written(Member member, Family family) {
        @Nullable IpAddress v4 = member.attachment().ipv4Address();
        @Nullable IpAddress v6 = member.attachment().ipv6Address();
        return Stream.of(Optional.ofNullable(v4), Optional.ofNullable(v6))
                .flatMap(Optional::stream)
                .filter(a -> a.family() == family)
                .findFirst();
    }

    private static long size(Cidr block) {
        int bits = block.family().bits() - block.prefixLength();
        return bits > 62 ? Long.MAX_VALUE : 1L << bits;
    }
}
