package io.jnetctl.schema.check;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.check.Joined.Member;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Addresses that are written lie in their subnet, are free, and belong to one container. */
final class StaticAddressRule implements Rule {
    @Override
    public void check(Manifest manifest, Findings findings) {
        for (Joined joined : Joined.of(manifest)) {
            Map<IpAddress, Member> addresses = new HashMap<>();
            Map<MacAddress, Member> macs = new HashMap<>();
            for (Member member : joined.members()) {
                IpAddress v4 = member.attachment().ipv4Address();
                IpAddress v6 = member.attachment().ipv6Address();
                MacAddress mac = member.attachment().macAddress();
                if (v4 != null) {
                    address(joined, member, v4, findings);
                    once(joined, member, v4, addresses, findings);
                }
                if (v6 != null) {
                    address(joined, member, v6, findings);
                    once(joined, member, v6, addresses, findings);
                }
                if (mac != null) {
                    once(joined, member, mac, macs, findings);
                }
            }
        }
    }

    private static <T> void once(Joined joined, Member member, T address, Map<T, Member> seen, Findings findings) {
        Member first = seen.putIfAbsent(address, member);
        if (first != null) {
            findings.error(
                    findings.place(member.attachment().pos(), address),
                    address + " on network " + joined.network().name() + " is claimed by container "
                            + first.nameFor(member.stack()) + " and by container "
                            + member.container().name(),
                    "give one of them another address");
        }
    }

    private static void address(Joined joined, Member member, IpAddress address, Findings findings) {
        Network network = joined.network();
        SourcePos pos = findings.place(member.attachment().pos(), address);
        Optional<Cidr> subnet = network.subnet(address.family());
        String what =
                "address " + address + " of container " + member.container().name();
        if (subnet.isEmpty()) {
            if (network.external() == null) {
                findings.error(
                        pos,
                        what + ": network " + network.name() + " has no " + address.family() + " subnet",
                        "write the network's subnet too, such as "
                                + Cidr.of(address, address.family() == Family.V4 ? 24 : 64));
            }
        } else if (!subnet.get().contains(address)) {
            findings.error(pos, what + " is outside subnet " + subnet.get() + " of network " + network.name(), null);
        } else {
            unusable(network, subnet.get(), address)
                    .ifPresent(why -> findings.error(pos, what + " is " + why, "choose another address"));
        }
    }

    private static Optional<String> unusable(Network network, Cidr subnet, IpAddress address) {
        Optional<String> special = Addresses.special(subnet, address);
        if (special.isPresent()) {
            return special;
        }
        if (address.equals(Addresses.gateway(network, subnet))) {
            return Optional.of("the gateway of network " + network.name());
        }
        return network.reserved().contains(address)
                ? Optional.of("reserved on network " + network.name())
                : Optional.empty();
    }
}
