package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts a project together: a compose file, those that it includes, and those that they extend. */
final class Projects {
    private static final String DOT_ENV = ".env";
    private static final Set<String> INCLUDE_KEYS = Set.of("path", "env_file", "project_directory");

    private final ReferredFiles files;
    private final Complaints complaints;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, Entry> networks = new LinkedHashMap<>();

    private Projects(ReferredFiles files, Complaints complaints) {
        this.files = files;
        this.complaints = complaints;
    }

    static Project read(Mapping document, Interpolation interpolation, ReferredFiles files, Complaints complaints) {
        Projects projects = new Projects(files, complaints);
        ComposePart main = projects.part(document, interpolation);
        projects.add(main, List.of(main.file()));
        List<String> profiles = List.of(
                interpolation.variables().get("COMPOSE_PROFILES").orElse("").split("[,\\s]+"));
        Map<String, Service> active = new LinkedHashMap<>();
        Map<String, Service> inactive = new LinkedHashMap<>();
        projects.services.forEach((name, service) -> {
            boolean runs = service.profiles().isEmpty()
                    || profiles.contains("*")
                    || service.profiles().stream().anyMatch(profiles::contains);
            if (!isNone(service)) {
                (runs ? active : inactive).put(name, service);
            }
        });
        return new Project(active, inactive, projects.networks, main.isBare(), interpolation.variables());
    }

    /** The variables of {@code .env} in the folder of a file, for those that have no value yet. */
    static Variables withDotEnv(Variables variables, String file, ReferredFiles files, Complaints complaints) {
        String name = ReferredFiles.beside(file, DOT_ENV);
        Optional<SourceText> text = files.text(name, false, SourcePos.ofFile(file));
        return text.map(t -> variables.orElse(DotEnv.read(t, variables, false, complaints.diagnostics())))
                .orElse(variables);
    }

    /** Whether the service is switched off by a scale of none. */
    private static boolean isNone(Service service) {
        return service.value("scale").flatMap(Nodes::textOf).orElse("1").equals("0");
    }

    private ComposePart part(Mapping document, Interpolation interpolation) {
        Map<String, Optional<ComposePart>> parts = new HashMap<>();
        ComposePart.OtherFiles others = new ComposePart.OtherFiles() {
            @Override
            public Optional<ComposePart> part(String file, SourcePos where) {
                Optional<ComposePart> known = parts.get(file);
                if (known == null) {
                    known = files.document(file, where).map(d -> new ComposePart(d, interpolation, complaints, this));
                    parts.put(file, known);
                }
                return known;
            }
        };
        ComposePart main = new ComposePart(document, interpolation, complaints, others);
        parts.put(main.file(), Optional.of(main));
        return main;
    }

    /** Adds what a file includes, then what it has itself. */
    private void add(ComposePart part, List<String> includedBy) {
        part.include()
                .flatMap(e -> part.interpolation().of(e.value()))
                .ifPresent(value -> Nodes.elements(value).forEach(item -> include(part, item, includedBy)));
        part.services()
                .forEach((name, service) -> once("service", name, services.putIfAbsent(name, service), service.pos()));
        part.networks().forEach((name, entry) -> once("network", name, networks.putIfAbsent(name, entry), entry.pos()));
    }

    private void once(String what, String name, @org.jspecify.annotations.Nullable Object first, SourcePos pos) {
        if (first != null) {
            complaints
                    .diagnostics()
                    .error(
                            pos,
                            what + " " + Quoted.visible(name) + " is also in a file that is included",
                            "rename it, or extend the one that is included");
        }
    }

    private void include(ComposePart part, YamlNode item, List<String> includedBy) {
        List<YamlNode> paths = List.of(item);
        List<YamlNode> envFiles = new ArrayList<>();
        if (item instanceof Mapping mapping) {
            complaints.check(mapping, "an include", INCLUDE_KEYS, Map.of());
            paths = mapping.entry("path").map(e -> Nodes.elements(e.value())).orElse(List.of());
            mapping.entry("env_file").ifPresent(e -> envFiles.addAll(Nodes.elements(e.value())));
        }
        for (YamlNode path : paths) {
            Optional<String> text = Nodes.textOf(path);
            if (text.isEmpty()) {
                complaints.wrongType(path, "the path of a compose file");
                continue;
            }
            String file = ReferredFiles.beside(part.file(), text.get());
            if (includedBy.contains(file)) {
                complaints
                        .diagnostics()
                        .error(
                                path.pos(),
                                "file " + Quoted.of(file) + " includes itself: " + String.join(" -> ", includedBy)
                                        + " -> " + file,
                                "remove one of the includes");
                continue;
            }
            List<String> chain = new ArrayList<>(includedBy);
            chain.add(file);
            files.document(file, path.pos())
                    .ifPresent(document -> add(part(document, variables(part, file, envFiles)), chain));
        }
    }

    private Interpolation variables(ComposePart part, String file, List<YamlNode> envFiles) {
        Variables variables = part.interpolation().variables();
        if (envFiles.isEmpty()) {
            variables = withDotEnv(variables, file, files, complaints);
        }
        for (YamlNode envFile : envFiles) {
            Variables before = variables;
            variables = Nodes.textOf(envFile)
                    .flatMap(name -> files.text(ReferredFiles.beside(part.file(), name), true, envFile.pos()))
                    .map(t -> before.orElse(DotEnv.read(t, before, false, complaints.diagnostics())))
                    .orElse(before);
        }
        return new Interpolation(variables, complaints.diagnostics());
    }
}
