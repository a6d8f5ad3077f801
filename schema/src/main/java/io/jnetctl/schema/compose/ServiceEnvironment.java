package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The environment of a service: its files of variables, and over them what it sets itself. */
final class ServiceEnvironment {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]*");
    private static final Set<String> FILE_KEYS = Set.of("path", "required", "format");

    private final ReferredFiles files;
    private final Complaints complaints;

    ServiceEnvironment(ReferredFiles files, Complaints complaints) {
        this.files = files;
        this.complaints = complaints;
    }

    /** A mapping, or what is written in place of one. */
    Optional<Entry> read(Service service, Variables variables) {
        Map<String, Entry> environment = new LinkedHashMap<>();
        for (YamlNode file : service.elements("env_file")) {
            file(file, variables, environment);
        }
        Optional<Entry> own = service.entry("environment").filter(e -> !Nodes.isNothing(e.value()));
        if (own.isPresent()) {
            if (!(own.get().value() instanceof Mapping mapping)) {
                return own;
            }
            mapping.entries().stream()
                    .filter(e -> !e.tag().equals(Entry.RESET))
                    .forEach(e -> environment.put(e.key(), e));
        }
        List<Entry> kept = environment.values().stream().filter(this::isLine).toList();
        SourcePos pos = own.map(Entry::pos).orElse(service.pos());
        return kept.isEmpty() ? Optional.empty() : Optional.of(new Entry("environment", pos, new Mapping(kept, pos)));
    }

    private void file(YamlNode file, Variables variables, Map<String, Entry> environment) {
        complaints.check(file, "an env_file", FILE_KEYS, Map.of());
        if (!(file instanceof Mapping mapping)) {
            return;
        }
        Optional<Entry> path =
                mapping.entry("path").filter(e -> Nodes.textOf(e.value()).isPresent());
        if (path.isEmpty()) {
            complaints.diagnostics().error(file.pos(), "an env_file needs a path", null);
            return;
        }
        SourcePos pos = path.get().value().pos();
        boolean required =
                mapping.entry("required").flatMap(e -> Nodes.flagOf(e.value())).orElse(true);
        boolean raw = Nodes.textOf(mapping, "format").orElse("").equals("raw");
        Optional<SourceText> text = files.text(Nodes.textOf(path.get().value()).orElseThrow(), required, pos);
        text.ifPresent(t -> DotEnv.read(t, variables, raw, complaints.diagnostics())
                .forEach((name, value) -> environment.put(name, new Entry(name, pos, Nodes.text(value, pos)))));
    }

    /** Links hand variables on a line each; what is no line stays with the service. */
    private boolean isLine(Entry variable) {
        String value = Nodes.textOf(variable.value()).orElse("");
        boolean oneLine = value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
        boolean named = NAME.matcher(variable.key()).matches();
        if (!oneLine || !named) {
            complaints
                    .diagnostics()
                    .warning(
                            variable.pos(),
                            "variable " + Quoted.of(variable.key()) + " is not handed on by links: "
                                    + (oneLine ? "its name is not one of a variable" : "it has several lines"),
                            null);
        }
        return oneLine && named;
    }
}
