package io.jnetctl.schema.check;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.StaticRoute;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each network by itself: its subnets are usable, and its addresses and ranges lie in them. */
final class SubnetRule implements Rule {
    private static final Cidr THIS_HOST = Cidr.parse("0.0.0.0/8");

    @Override
    public void check(Manifest manifest, Findings findings) {
        for (Stack stack : manifest.stacks()) {
            for (Network network : stack.networks()) {
                subnets(network, findings);
                gateways(network, findings);
                ranges(network, findings);
                for (IpAddress reserved : network.reserved()) {
                    inSubnet(network, "reserved address", reserved, findings);
                }
                routes(network, findings);
            }
        }
    }

    private static void subnets(Network network, Findings findings) {
        Map<Family, Cidr> seen = new EnumMap<>(Family.class);
        for (Cidr subnet : network.subnets()) {
            SourcePos pos = findings.place(network.pos(), subnet);
            Cidr first = seen.putIfAbsent(subnet.family(), subnet);
            if (first != null) {
                findings.error(
                        pos,
                        "network " + network.name() + " has two " + subnet.family() + " subnets, " + first + " and "
                                + subnet + (first.overlaps(subnet) ? ", which overlap" : ""),
                        "a network takes one IPv4 and one IPv6 subnet");
            }
            unusable(subnet).ifPresent(why -> findings.error(pos, "subnet " + subnet + " " + why, null));
        }
    }

    private static Optional<String> unusable(Cidr subnet) {
        IpAddress network = subnet.network();
        int shortest = subnet.family() == Family.V4 ? 30 : 126;
        if (subnet.prefixLength() > shortest) {
            return Optional.of("has no room for a gateway and a container: at most /" + shortest);
        }
        if (network.isMulticast()) {
            return Optional.of("is for multicast");
        }
        if (network.isLoopback() || subnet.contains(IpAddress.parse("::1"))) {
            return Optional.of("is for loopback");
        }
        if (network.isLinkLocal()) {
            return Optional.of("is link-local: every link has it already");
        }
        return subnet.overlaps(THIS_HOST) ? Optional.of("is not for use by hosts") : Optional.empty();
    }

    private static void gateways(Network network, Findings findings) {
        Map<Family, IpAddress> seen = new EnumMap<>(Family.class);
        for (IpAddress gateway : network.gateways()) {
            inSubnet(network, "gateway", gateway, findings).ifPresent(subnet -> {
                IpAddress first = seen.putIfAbsent(gateway.family(), gateway);
                SourcePos pos = findings.place(network.pos(), gateway);
                if (first != null) {
                    findings.error(
                            pos,
                            "network " + network.name() + " has two gateways for subnet " + subnet + ", " + first
                                    + " and " + gateway,
                            "a subnet has one gateway");
                }
                Addresses.special(subnet, gateway)
                        .ifPresent(what -> findings.error(pos, "gateway " + gateway + " is " + what, null));
            });
        }
    }

    private static void ranges(Network network, Findings findings) {
        Map<Family, Cidr> seen = new EnumMap<>(Family.class);
        for (Cidr range : network.ipRanges()) {
            SourcePos pos = findings.place(network.pos(), range);
            Optional<Cidr> subnet = network.subnet(range.family());
            if (subnet.isEmpty() && network.external() == null) {
                findings.error(
                        pos,
                        "range " + range + " of network " + network.name() + " has no " + range.family() + " subnet",
                        "write the subnet too");
            } else if (subnet.isPresent() && !subnet.get().contains(range)) {
                findings.error(
                        pos,
                        "range " + range + " is outside subnet " + subnet.get() + " of network " + network.name(),
                        null);
            }
            Cidr first = seen.putIfAbsent(range.family(), range);
            if (first != null) {
                findings.error(
                        pos,
                        "network " + network.name() + " has two " + range.family() + " ranges, " + first + " and "
                                + range,
                        null);
            }
        }
    }

    private static Optional<Cidr> inSubnet(Network network, String what, IpAddress address, Findings findings) {
        SourcePos pos = findings.place(network.pos(), address);
        Optional<Cidr> subnet = network.subnet(address.family());
        if (subnet.isEmpty() && network.external() == null) {
            findings.error(
                    pos,
                    what + " " + address + " of network " + network.name() + " has no " + address.family() + " subnet",
                    "write the subnet too");
        } else if (subnet.isPresent() && !subnet.get().contains(address)) {
            findings.error(
                    pos,
                    what + " " + address + " is outside subnet " + subnet.get() + " of network " + network.name(),
                    null);
            return Optional.empty();
        }
        return subnet;
    }

    private static void routes(Network network, Findings findings) {
        List<StaticRoute> routes = network.routes();
        Map<Cidr, StaticRoute> seen = new HashMap<>();
        for (StaticRoute route : routes) {
            if (seen.putIfAbsent(route.destination(), route) != null) {
                findings.error(
                        route.pos(),
                        "network " + network.name() + " has two routes to " + route.destination(),
                        "keep one of them");
            }
            IpAddress via = route.via();
            Optional<Cidr> subnet = network.subnet(route.destination().family());
            if (via != null && subnet.isPresent() && !subnet.get().contains(via)) {
                findings.error(
                        route.pos(),
                        "next hop " + via + " is outside subnet " + subnet.get() + " of network " + network.name(),
                        "a next hop is a neighbour on the network");
            }
        }
    }
}
