package io.jnetctl.schema.compose;

import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says of a compose file's network what a manifest would say. */
final class NetworkSettings {
    private static final Set<String> KEYS = Set.of(
            "attachable",
            "driver",
            "driver_opts",
            "enable_ipv4",
            "enable_ipv6",
            "external",
            "internal",
            "ipam",
            "labels",
            "name");
    private static final Set<String> IPAM_KEYS = Set.of("driver", "config", "options");
    private static final Set<String> CONFIG_KEYS = Set.of("subnet", "gateway", "ip_range", "aux_addresses");
    private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");

    private final Complaints complaints;
    private final NetworkNames names;

    NetworkSettings(Complaints complaints, NetworkNames names) {
        this.complaints = complaints;
        this.names = names;
    }

    /** Which of the predefined networks it is, if it is one. */
    static Optional<String> predefined(Entry network) {
        if (!(network.value() instanceof Mapping mapping)) {
            return Optional.empty();
        }
        Optional<String> driver = Nodes.textOf(mapping, "driver").filter(d -> d.equals("host") || d.equals("none"));
        Optional<String> name = isExternal(mapping) ? Optional.of(externalName(network)) : Optional.empty();
        return driver.or(() -> name.filter(PREDEFINED::contains));
    }

    /** Whether it says that it has no IPv6, whatever its subnets are. */
    static boolean isWithoutIpv6(Entry network) {
        return network.value() instanceof Mapping mapping
                && mapping.entry("enable_ipv6")
                        .flatMap(e -> Nodes.flagOf(e.value()))
                        .map(on -> !on)
                        .orElse(false);
    }

    private static boolean isExternal(Mapping network) {
        return network.entry("external")
                .map(e ->
                        e.value() instanceof Mapping || Nodes.flagOf(e.value()).orElse(false))
                .orElse(false);
    }

    private static String externalName(Entry network) {
        Mapping mapping = (Mapping) network.value();
        Optional<String> older = mapping.entry("external")
                .filter(e -> e.value() instanceof Mapping)
                .flatMap(e -> Nodes.textOf((Mapping) e.value(), "name"));
        return older.or(() -> Nodes.textOf(mapping, "name")).orElse(network.key());
    }

    Entry read(Entry network) {
        if (!(network.value() instanceof Mapping mapping)) {
            return network;
        }
        String what = "network " + Quoted.visible(network.key());
        complaints.check(mapping, what, KEYS, Map.of());
        List<Entry> out = new ArrayList<>();
        Settings settings = new Settings(what, isWithoutIpv6(network), mapping, out);
        if (isExternal(mapping)) {
            Entry external = mapping.entry("external").orElseThrow();
            out.add(new Entry("external", external.pos(), Nodes.flag(true, external.pos())));
            driverOptions(settings);
            if (out.stream().noneMatch(e -> e.key().equals("bridge"))) {
                out.add(names.owner(externalName(network), mapping.entry("name").orElse(external)));
            }
        } else {
            driver(settings);
            mapping.entry("internal").ifPresent(e -> put(settings, "internal", Nodes.asFlag(e.value()), e));
            mapping.entry("enable_ipv6")
                    .filter(e -> !settings.withoutIpv6)
                    .ifPresent(e -> put(settings, "ipv6", Nodes.asFlag(e.value()), e));
            driverOptions(settings);
        }
        ipam(settings);
        return new Entry(network.key(), network.pos(), new Mapping(out, mapping.pos()));
    }

    private record Settings(String what, boolean withoutIpv6, Mapping written, List<Entry> out) {}

    private static void put(Settings settings, String key, YamlNode value, Entry from) {
        if (!Nodes.isNothing(value)
                && settings.out.stream().noneMatch(e -> e.key().equals(key))) {
            settings.out.add(new Entry(key, from.pos(), value));
        }
    }

    private void driver(Settings settings) {
        settings.written
                .entry("driver")
                .filter(e -> !Nodes.isNothing(e.value()))
                .filter(e -> !Nodes.textOf(e.value()).orElse("").matches("bridge|default|nat"))
                .ifPresent(e -> complaints.unhonoured(
                        e.pos(),
                        "driver " + Nodes.textOf(e.value()).orElse("") + " of " + settings.what,
                        "it is made as a bridge of this host"));
    }

    private void driverOptions(Settings settings) {
        for (Entry option : settings.written
                .entry("driver_opts")
                .map(e -> Nodes.entries(e.value()))
                .orElse(List.of())) {
            switch (option.key()) {
                case "com.docker.network.driver.mtu", "mtu" ->
                    put(settings, "mtu", Nodes.asNumber(option.value()), option);
                case "com.docker.network.bridge.name" -> put(settings, "bridge", option.value(), option);
                case "com.docker.network.bridge.enable_icc" ->
                    put(settings, "icc", Nodes.asFlag(option.value()), option);
                case "com.docker.network.bridge.enable_ip_masquerade" ->
                    put(settings, "masquerade", Nodes.asFlag(option.value()), option);
                case "com.docker.network.enable_ipv6" -> {
                    if (Nodes.flagOf(option.value()).orElse(false) && !settings.withoutIpv6) {
                        put(settings, "ipv6", Nodes.flag(true, option.pos()), option);
                    }
                }
                default ->
                    complaints.unhonoured(
                            option.pos(),
                            "driver option " + Quoted.visible(option.key()) + " of " + settings.what,
                            "a manifest has mtu, bridge, icc and masquerade");
            }
        }
    }

    private void ipam(Settings settings) {
        Optional<Entry> ipam = settings.written.entry("ipam").filter(e -> !Nodes.isNothing(e.value()));
        if (ipam.isEmpty()) {
            return;
        }
        if (!(ipam.get().value() instanceof Mapping mapping)) {
            complaints.wrongType(ipam.get().value(), "a mapping with driver and config");
            return;
        }
        complaints.check(mapping, "ipam of " + settings.what, IPAM_KEYS, Map.of());
        mapping.entry("driver")
                .filter(e -> !Nodes.textOf(e.value()).orElse("default").equals("default"))
                .ifPresent(e -> complaints.unhonoured(
                        e.pos(),
                        "ipam driver " + Nodes.textOf(e.value()).orElse("") + " of " + settings.what,
                        "addresses come from the manifest's own allotment"));
        mapping.entry("options")
                .filter(e -> !Nodes.entries(e.value()).isEmpty())
                .ifPresent(e -> complaints.unhonoured(e.pos(), "ipam options of " + settings.what, "remove them"));
        List<YamlNode> subnets = new ArrayList<>();
        List<YamlNode> gateways = new ArrayList<>();
        List<YamlNode> ranges = new ArrayList<>();
        List<YamlNode> reserved = new ArrayList<>();
        for (YamlNode config :
                mapping.entry("config").map(e -> Nodes.elements(e.value())).orElse(List.of())) {
            complaints.check(config, "ipam config of " + settings.what, CONFIG_KEYS, Map.of());
            for (Entry entry : Nodes.entries(config)) {
                switch (entry.key()) {
                    case "subnet" -> add(settings, entry.value(), subnets);
                    case "gateway" -> add(settings, entry.value(), gateways);
                    case "ip_range" -> add(settings, entry.value(), ranges);
                    case "aux_addresses" ->
                        Nodes.entries(entry.value()).forEach(e -> add(settings, e.value(), reserved));
                    default -> {}
                }
            }
        }
        putAll(settings, "subnets", subnets, ipam.get());
        putAll(settings, "gateways", gateways, ipam.get());
        putAll(settings, "ip_ranges", ranges, ipam.get());
        putAll(settings, "reserved", reserved, ipam.get());
    }

    private static void add(Settings settings, YamlNode value, List<YamlNode> to) {
        boolean ipv6 = Nodes.textOf(value).orElse("").indexOf(':') >= 0;
        if (!Nodes.isNothing(value) && !(ipv6 && settings.withoutIpv6)) {
            to.add(value);
        }
    }

    private static void putAll(Settings settings, String key, List<YamlNode> values, Entry from) {
        if (!values.isEmpty()) {
            settings.out.add(
                    new Entry(key, from.pos(), new Items(values, from.value().pos())));
        }
    }
}
