package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Closest;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One compose file: its own services and networks, extensions resolved. */
final class ComposePart {
    private static final int LONGEST_CHAIN = 64;
    private static final Set<String> KEYS =
            Set.of("version", "name", "services", "networks", "volumes", "secrets", "configs", "include", "models");

    /** Other files of the project by name, each read once. */
    @FunctionalInterface
    interface OtherFiles {
        Optional<ComposePart> part(String file, SourcePos where);
    }

    private final Mapping document;
    private final Interpolation interpolation;
    private final Complaints complaints;
    private final OtherFiles others;
    private final boolean bare;
    private final ServiceSource source;
    private final Map<String, Entry> written = new LinkedHashMap<>();
    private final Map<String, Mapping> resolved = new LinkedHashMap<>();

    ComposePart(Mapping document, Interpolation interpolation, Complaints complaints, OtherFiles others) {
        this.document = document;
        this.interpolation = interpolation;
        this.complaints = complaints;
        this.others = others;
        this.bare = ComposeFormat.isBare(document);
        this.source = new ServiceSource(interpolation, complaints);
        if (bare) {
            document.entries().stream()
                    .filter(e ->
                            !e.key().startsWith(Complaints.OWN_KEYS) && !e.key().equals("version"))
                    .forEach(e -> written.put(e.key(), e));
        } else {
            complaints.check(document, "a compose file", KEYS, Map.of());
            section("services").forEach(e -> written.put(e.key(), e));
        }
    }

    String file() {
        return document.pos().file();
    }

    /** Whether the services stand at the top of the file, as they did at first. */
    boolean isBare() {
        return bare;
    }

    Interpolation interpolation() {
        return interpolation;
    }

    Optional<Entry> include() {
        return bare ? Optional.empty() : document.entry("include");
    }

    /** All services by name, with what they extend. */
    Map<String, Service> services() {
        Map<String, Service> services = new LinkedHashMap<>();
        written.values()
                .forEach(entry ->
                        services.put(entry.key(), new Service(entry.key(), entry.pos(), settings(entry, List.of()))));
        return services;
    }

    /** The networks that are declared, variables replaced. */
    Map<String, Entry> networks() {
        Map<String, Entry> networks = new LinkedHashMap<>();
        if (!bare) {
            section("networks")
                    .forEach(e -> interpolation
                            .of(e.value())
                            .ifPresent(value -> networks.put(e.key(), new Entry(e.key(), e.pos(), value, e.tag()))));
        }
        return networks;
    }

    private List<Entry> section(String key) {
        Optional<YamlNode> value = document.entry(key).map(Entry::value).filter(v -> !Nodes.isNothing(v));
        if (value.isPresent() && !(value.get() instanceof Mapping)) {
            complaints.wrongType(value.get(), "a mapping of " + key);
        }
        return value.map(Nodes::entries).orElse(List.of());
    }

    /**
     * The settings of a service over those of the one that it extends.
     *
     * @param chain the services on the way here, as FILE:SERVICE
     */
    private Mapping settings(Entry service, List<String> chain) {
        Mapping known = resolved.get(service.key());
        if (known == null) {
            Mapping own = source.read(service);
            known = own.entry("extends")
                    .flatMap(e -> base(service.key(), e, chain))
                    .map(base -> ServiceMerge.merge(base, own))
                    .orElse(own);
            resolved.put(service.key(), known);
        }
        return known;
    }

    private Optional<Mapping> base(String service, Entry extension, List<String> chain) {
        SourcePos pos = extension.pos();
        Optional<String> name =
                extension.value() instanceof Mapping mapping ? Nodes.textOf(mapping, "service") : Optional.empty();
        if (name.isEmpty()) {
            complaints.diagnostics().error(pos, "extends names no service", "write extends: {service: NAME}");
            return Optional.empty();
        }
        List<String> longer = java.util.stream.Stream.concat(
                        chain.stream(), java.util.stream.Stream.of(file() + ":" + service))
                .toList();
        Optional<String> file = Nodes.textOf((Mapping) extension.value(), "file");
        Optional<ComposePart> part = file.isPresent()
                ? others.part(ReferredFiles.beside(extension.value().pos().file(), file.get()), pos)
                : Optional.of(this);
        return part.flatMap(p -> p.extended(name.get(), pos, longer));
    }

    private Optional<Mapping> extended(String service, SourcePos from, List<String> chain) {
        String step = file() + ":" + service;
        if (chain.contains(step)) {
            complaints
                    .diagnostics()
                    .error(
                            from,
                            "service " + Quoted.visible(service) + " extends itself: " + String.join(" -> ", chain)
                                    + " -> " + step,
                            "remove one of the extends");
            return Optional.empty();
        }
        if (chain.size() > LONGEST_CHAIN) {
            complaints.diagnostics().error(from, "more than " + LONGEST_CHAIN + " services extend each other", null);
            return Optional.empty();
        }
        Entry entry = written.get(service);
        if (entry == null) {
            complaints
                    .diagnostics()
                    .error(
                            from,
                            "there is no service " + Quoted.of(service) + " to extend in " + file(),
                            Closest.hint(service, written.keySet()).orElse(null));
            return Optional.empty();
        }
        return Optional.of(settings(entry, chain));
    }
}
