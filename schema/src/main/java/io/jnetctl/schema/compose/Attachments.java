package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The networks of a service as a manifest writes them: in the order of its interfaces, aliases and all. */
final class Attachments {
    private static final String DEFAULT = "default";
    private static final String INTERFACE_OPTION = "com.docker.network.endpoint.ifname";
    private static final Set<String> KEYS = Set.of(
            "aliases",
            "driver_opts",
            "gw_priority",
            "interface_name",
            "ipv4_address",
            "ipv6_address",
            "mac_address",
            "priority");
    private static final Map<String, String> UNHONOURED =
            Map.of("link_local_ips", "the kernel gives each interface its link-local address");

    private final Project project;
    private final Complaints complaints;

    Attachments(Project project, Complaints complaints) {
        this.project = project;
        this.complaints = complaints;
    }

    /** Those that the service lists, else {@code default}. */
    YamlNode listed(Service service) {
        Optional<Entry> written = service.entry("networks").filter(e -> !Nodes.isNothing(e.value()));
        if (written.isPresent() && !(written.get().value() instanceof Mapping)) {
            return written.get().value();
        }
        List<Entry> networks = written.map(e -> Nodes.entries(e.value())).orElse(List.of()).stream()
                .filter(e -> !e.tag().equals(Entry.RESET))
                .sorted(Comparator.comparingLong(Attachments::priority).reversed())
                .toList();
        return networks.isEmpty() ? on(service, DEFAULT) : mapping(service, networks);
    }

    /** The one network of that name. */
    YamlNode on(Service service, String network) {
        return mapping(service, List.of(new Entry(network, service.pos(), Nodes.nothing(service.pos()))));
    }

    private static long priority(Entry network) {
        return network.value() instanceof Mapping mapping
                ? Nodes.textOf(mapping, "priority")
                        .filter(p -> p.matches("-?[0-9]{1,15}"))
                        .map(Long::parseLong)
                        .orElse(0L)
                : 0;
    }

    private Mapping mapping(Service service, List<Entry> networks) {
        List<Entry> out = new ArrayList<>();
        for (Entry network : networks) {
            boolean first = out.isEmpty();
            out.add(new Entry(name(network.key()), network.pos(), settings(service, network, first)));
        }
        return new Mapping(out, networks.getFirst().pos());
    }

    /** A declared network that stands for the predefined bridge goes by its name. */
    private String name(String key) {
        return Optional.ofNullable(project.networks().get(key))
                .flatMap(NetworkSettings::predefined)
                .orElse(key);
    }

    private YamlNode settings(Service service, Entry network, boolean first) {
        if (!(network.value() instanceof Mapping) && !Nodes.isNothing(network.value())) {
            return network.value();
        }
        complaints.check(
                network.value(),
                "network " + Quoted.visible(network.key()) + " of service " + Quoted.visible(service.name()),
                KEYS,
                UNHONOURED);
        boolean withoutIpv6 = Optional.ofNullable(project.networks().get(network.key()))
                .filter(NetworkSettings::isWithoutIpv6)
                .isPresent();
        List<Entry> out = new ArrayList<>();
        for (Entry entry : Nodes.entries(network.value())) {
            if (Nodes.isNothing(entry.value()) || entry.tag().equals(Entry.RESET)) {
                continue;
            }
            switch (entry.key()) {
                case "ipv4_address", "mac_address" -> out.add(entry);
                case "ipv6_address" -> {
                    if (!withoutIpv6) {
                        out.add(entry);
                    }
                }
                case "interface_name" -> out.add(renamed(entry, "interface", entry.value()));
                case "gw_priority" -> out.add(renamed(entry, "gateway_priority", Nodes.asNumber(entry.value())));
                case "driver_opts" -> driverOptions(service, entry, out);
                default -> {}
            }
        }
        aliases(service, network).ifPresent(out::add);
        if (first && out.stream().noneMatch(e -> e.key().equals("mac_address"))) {
            service.entry("mac_address")
                    .filter(e -> !Nodes.isNothing(e.value()))
                    .ifPresent(out::add);
        }
        SourcePos pos = network.value().pos();
        return out.isEmpty() ? Nodes.nothing(pos) : new Mapping(out, pos);
    }

    private void driverOptions(Service service, Entry options, List<Entry> out) {
        for (Entry option : Nodes.entries(options.value())) {
            if (option.key().equals(INTERFACE_OPTION)) {
                out.add(renamed(option, "interface", option.value()));
            } else {
                complaints.unhonoured(
                        option.pos(),
                        "driver option " + Quoted.visible(option.key()) + " of service "
                                + Quoted.visible(service.name()),
                        "write sysctls on the service, and mac_address and interface_name on its network");
            }
        }
    }

    private static Entry renamed(Entry entry, String key, YamlNode value) {
        return new Entry(key, entry.pos(), value);
    }

    /** A service is known by its own name too where its container has another one. */
    private static Optional<Entry> aliases(Service service, Entry network) {
        Optional<Entry> written = network.value() instanceof Mapping mapping
                ? mapping.entry("aliases").filter(e -> !Nodes.isNothing(e.value()))
                : Optional.empty();
        if (written.isPresent() && !(written.get().value() instanceof Items)) {
            return written;
        }
        List<YamlNode> aliases = new ArrayList<>();
        if (!service.container().equals(service.name())) {
            aliases.add(Nodes.text(service.name(), service.pos()));
        }
        written.map(e -> Nodes.elements(e.value())).orElse(List.of()).stream()
                .filter(alias -> !Nodes.textOf(alias).equals(Optional.of(service.container())))
                .forEach(aliases::add);
        SourcePos pos = written.map(Entry::pos).orElse(network.pos());
        return aliases.isEmpty() ? Optional.empty() : Optional.of(new Entry("aliases", pos, new Items(aliases, pos)));
    }
}
