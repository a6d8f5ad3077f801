package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Items;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Says of the services of a project what a manifest says of containers. */
final class ServiceContainers {
    private final Project project;
    private final ReferredFiles files;
    private final Complaints complaints;
    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private final ServiceLinks links;
    private final Attachments attachments;

    ServiceContainers(Project project, ReferredFiles files, Complaints complaints) {
        this.project = project;
        this.files = files;
        this.complaints = complaints;
        this.attachments = new Attachments(project, complaints);
        Connection.Reader reader = new Connection.Reader(project, complaints);
        project.services().forEach((name, service) -> connections.put(name, reader.read(service)));
        Set<String> elsewhere = new HashSet<>();
        connections.forEach((name, connection) -> {
            if (connection instanceof Connection.Elsewhere) {
                elsewhere.add(name);
            }
        });
        this.links = new ServiceLinks(project, elsewhere, complaints);
    }

    List<Entry> read() {
        Map<String, Entry> containers = new LinkedHashMap<>();
        connections.forEach((service, connection) -> container(service, connection)
                .ifPresent(container -> {
                    Entry first = containers.putIfAbsent(container.key(), container);
                    if (first != null) {
                        complaints
                                .diagnostics()
                                .error(
                                        container.pos(),
                                        "two services have a container named " + Quoted.of(container.key()),
                                        "the other one is at " + first.pos() + ": give one another container_name");
                    }
                }));
        return List.copyOf(containers.values());
    }

    private Optional<Entry> container(String name, Connection connection) {
        Service service = Objects.requireNonNull(project.services().get(name));
        oneOfMany(service);
        List<Entry> out = new ArrayList<>();
        switch (connection) {
            case Connection.OnNetworks _ -> put(out, service, "networks", attachments.listed(service));
            case Connection.OnBridge _ -> put(out, service, "networks", attachments.on(service, "bridge"));
            case Connection.Mode mode ->
                out.add(new Entry(
                        "network_mode",
                        mode.from().pos(),
                        Nodes.text(mode.text(), mode.from().value().pos())));
            case Connection.Elsewhere _ -> {
                return Optional.empty();
            }
        }
        boolean networked = !(connection instanceof Connection.Mode);
        boolean ownNames = networked || isNone(connection);
        if (ownNames) {
            copy(out, service, "hostname");
            copyList(out, service, "extra_hosts", service.elements("extra_hosts"));
            copyList(out, service, "dns", present(service.elements("dns")));
            copyList(out, service, "dns_search", present(service.elements("dns_search")));
            sysctls(service).ifPresent(out::add);
        }
        if (networked) {
            copyList(out, service, "publish", "ports", new PublishedPorts(complaints).read(service));
            copyList(out, service, "links", links.read(service));
        }
        if (ownNames) {
            copyList(out, service, "expose", service.elements("expose"));
        }
        new ServiceEnvironment(files, complaints)
                .read(service, project.variables())
                .ifPresent(out::add);
        return Optional.of(new Entry(service.container(), service.pos(), new Mapping(out, service.pos())));
    }

    private static boolean isNone(Connection connection) {
        return connection instanceof Connection.Mode mode && mode.text().equals("none");
    }

    private void oneOfMany(Service service) {
        Optional<Entry> deploy = service.entry("deploy");
        Optional<Entry> replicas =
                deploy.filter(e -> e.value() instanceof Mapping).flatMap(e -> ((Mapping) e.value()).entry("replicas"));
        Optional<Entry> many = service.entry("scale").or(() -> replicas);
        many.filter(e -> Nodes.textOf(e.value())
                        .filter(n -> n.matches("0*([2-9]|[1-9][0-9]+)"))
                        .isPresent())
                .ifPresent(e -> complaints
                        .diagnostics()
                        .warning(
                                e.pos(),
                                "service " + Quoted.visible(service.name()) + " asks for "
                                        + Nodes.textOf(e.value()).orElse("") + " containers: one is made",
                                "write a service for each"));
    }

    private static List<YamlNode> present(List<YamlNode> items) {
        return items.stream().filter(item -> !Nodes.isNothing(item)).toList();
    }

    /** Those of the network namespace; the others are not about networks. */
    private static Optional<Entry> sysctls(Service service) {
        return service.entry("sysctls")
                .filter(e -> !Nodes.isNothing(e.value()))
                .map(e -> e.value() instanceof Mapping mapping
                        ? new Entry(
                                e.key(),
                                e.pos(),
                                new Mapping(
                                        mapping.entries().stream()
                                                .filter(s -> s.key().startsWith("net.")
                                                        && !s.tag().equals(Entry.RESET))
                                                .toList(),
                                        mapping.pos()))
                        : e);
    }

    private static void put(List<Entry> out, Service service, String key, YamlNode value) {
        SourcePos pos = service.entry(key).map(Entry::pos).orElse(service.pos());
        out.add(new Entry(key, pos, value));
    }

    private static void copy(List<Entry> out, Service service, String key) {
        service.value(key).ifPresent(value -> put(out, service, key, value));
    }

    private static void copyList(List<Entry> out, Service service, String key, List<YamlNode> items) {
        copyList(out, service, key, key, items);
    }

    private static void copyList(List<Entry> out, Service service, String key, String from, List<YamlNode> items) {
        if (!items.isEmpty()) {
            SourcePos pos = service.entry(from).map(Entry::pos).orElse(service.pos());
            out.add(new Entry(key, pos, new Items(items, pos)));
        }
    }
}
