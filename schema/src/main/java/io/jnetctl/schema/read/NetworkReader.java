package io.jnetctl.schema.read;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.schema.Driver;
import io.jnetctl.schema.External;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.StaticRoute;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.read.ValueReader.Located;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One entry of {@code networks:}. */
final class NetworkReader implements NamedEntries.EntryReader<Network> {
    private static final Set<String> PREDEFINED_MODES = Set.of("host", "none");
    // The least that IPv4 (RFC 791) asks of a link, and the most that its length field can say.
    private static final int MTU_MIN = 68;
    private static final int MTU_MAX = 65535;

    private static final class Draft {
        Driver driver = Driver.BRIDGE;
        List<Located<Cidr>> subnets = List.of();
        List<Located<IpAddress>> gateways = List.of();
        List<Located<Cidr>> ipRanges = List.of();
        List<Located<IpAddress>> reserved = List.of();
        boolean internal;
        boolean icc = true;
        boolean masquerade = true;

        @Nullable Integer mtu;

        @Nullable String bridge;

        boolean external;

        @Nullable String externalName;

        @Nullable Boolean ipv6;

        @Nullable Boolean hostAccess;

        List<StaticRoute> routes = List.of();
    }

    private static final Shape<Draft> SHAPE = new Shape<Draft>("a network")
            .key("driver", Values.parsed(NetworkReader::driver), (d, v) -> d.driver = v)
            .key("subnet", Values.CIDR.located(), (d, v) -> d.subnets = List.of(v))
            .key("subnets", Values.listOf(Values.CIDR.located()), (d, v) -> d.subnets = v)
            .exclusive("subnet", "subnets")
            .key("gateway", Values.ADDRESS.located(), (d, v) -> d.gateways = List.of(v))
            .key("gateways", Values.listOf(Values.ADDRESS.located()), (d, v) -> d.gateways = v)
            .exclusive("gateway", "gateways")
            .key("ip_range", Values.CIDR.located(), (d, v) -> d.ipRanges = List.of(v))
            .key("ip_ranges", Values.listOf(Values.CIDR.located()), (d, v) -> d.ipRanges = v)
            .exclusive("ip_range", "ip_ranges")
            .key("reserved", Values.listOf(Values.ADDRESS.located()), (d, v) -> d.reserved = v)
            .key("internal", Values.FLAG, (d, v) -> d.internal = v)
            .key("icc", Values.FLAG, (d, v) -> d.icc = v)
            .key("masquerade", Values.FLAG, (d, v) -> d.masquerade = v)
            .key("mtu", Values.integer(MTU_MIN, MTU_MAX), (d, v) -> d.mtu = v)
            .key("bridge", Names.INTERFACE_NAME, (d, v) -> d.bridge = v)
            .key("external", Values.FLAG, (d, v) -> d.external = v)
            .key("name", Values.TEXT, (d, v) -> d.externalName = v)
            .key("ipv6", Values.FLAG, (d, v) -> d.ipv6 = v)
            .elsewhere("enable_ipv6", "ipv6")
            .key("host_access", Values.FLAG, (d, v) -> d.hostAccess = v)
            .key("routes", Values.listOf(new RouteReader()), (d, v) -> d.routes = v);

    @Override
    public Optional<Network> read(Entry entry, Reading in) {
        if (PREDEFINED_MODES.contains(entry.key())) {
            in.error(
                    entry.pos(),
                    "network " + entry.key() + " is predefined and cannot be declared",
                    "containers use it with network_mode: " + entry.key());
            return Optional.empty();
        }
        if (NamedEntries.isNothing(entry.value())) {
            return Optional.of(Network.plain(entry.key(), entry.pos()));
        }
        Draft draft = new Draft();
        SHAPE.read(entry.value(), draft, in);
        ExternalReader.refuseOwnedKeys(entry, draft.external, in);
        External external = ExternalReader.read(entry, draft.external, draft.externalName, draft.bridge, in)
                .orElse(null);
        boolean v6 = draft.subnets.stream().anyMatch(s -> s.value().family() == Family.V6);
        if (v6 && Boolean.FALSE.equals(draft.ipv6)) {
            in.error(entry.pos(), "network " + entry.key() + " has an IPv6 subnet and ipv6: false", "drop one of them");
        }
        if (draft.mtu != null && draft.mtu < 1280 && (v6 || Boolean.TRUE.equals(draft.ipv6))) {
            in.error(entry.pos(), "mtu " + draft.mtu + " is too small for IPv6", "RFC 8200 asks for at least 1280");
        }
        return Optional.of(new Network(
                entry.key(),
                draft.driver,
                parts(entry.pos(), draft.subnets, in),
                parts(entry.pos(), draft.gateways, in),
                parts(entry.pos(), draft.ipRanges, in),
                parts(entry.pos(), draft.reserved, in),
                draft.internal,
                draft.icc,
                draft.masquerade,
                draft.mtu,
                draft.bridge,
                external,
                draft.ipv6 == null ? v6 : draft.ipv6,
                draft.hostAccess,
                draft.routes,
                entry.pos()));
    }

    private static <T> List<T> parts(SourcePos owner, List<Located<T>> located, Reading in) {
        located.forEach(part -> in.places().put(owner, part.value(), part.pos()));
        return located.stream().map(Located::value).toList();
    }

    private static Driver driver(String text) {
        for (Driver driver : Driver.values()) {
            if (driver.toString().equals(text)) {
                return driver;
            }
        }
        throw new IllegalArgumentException("driver " + Quoted.of(text) + " is not supported: expected bridge");
    }
}
