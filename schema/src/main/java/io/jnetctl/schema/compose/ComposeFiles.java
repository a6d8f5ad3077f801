package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.yaml.Limits;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the compose files of one run into manifests. */
public final class ComposeFiles {
    private final Surroundings surroundings;
    private final ReferredFiles files;
    private final Complaints complaints;
    private final NetworkNames names = new NetworkNames();
    private final IdentityHashMap<Mapping, Named> projects = new IdentityHashMap<>();

    private record Named(Entry name, Project project) {}

    public ComposeFiles(Surroundings surroundings, Limits limits, Diagnostics diagnostics) {
        this.surroundings = surroundings;
        this.files = new ReferredFiles(surroundings, limits, diagnostics);
        this.complaints = new Complaints(diagnostics);
    }

    /** The texts of further files that were read. */
    public List<SourceText> sources() {
        return files.sources();
    }

    /**
     * Reads a compose file, so that others know its networks.
     *
     * @param document one that is a compose file
     */
    public void announce(Mapping document) {
        Named named = projects.computeIfAbsent(document, this::read);
        String project = Nodes.textOf(named.name.value()).orElse("");
        named.project.networks().forEach((key, network) -> {
            if (!(network.value() instanceof Mapping mapping
                    && mapping.entry("external").isPresent())) {
                names.declare(project + "_" + key, project, key);
                if (network.value() instanceof Mapping mapping) {
                    Nodes.textOf(mapping, "name").ifPresent(name -> names.declare(name, project, key));
                }
            }
        });
    }

    /** The manifest that says the same as a compose file. */
    public Mapping manifest(Mapping document) {
        Named named = projects.computeIfAbsent(document, this::read);
        List<Entry> containers = new ServiceContainers(named.project, files, complaints).read();
        SourcePos pos = document.pos();
        return new Mapping(
                List.of(
                        new Entry("apiVersion", pos, Nodes.text("jnetctl/v1", pos)),
                        named.name,
                        new Entry("networks", pos, new Mapping(networks(named.project, containers), pos)),
                        new Entry("containers", pos, new Mapping(containers, pos))),
                pos);
    }

    private Named read(Mapping document) {
        String file = document.pos().file();
        Variables variables = Projects.withDotEnv(Variables.of(surroundings.variables()), file, files, complaints);
        Entry name = name(document, variables);
        Map<String, String> project = new HashMap<>();
        project.put("COMPOSE_PROJECT_NAME", Nodes.textOf(name.value()).orElse(""));
        Interpolation interpolation = new Interpolation(variables.orElse(project), complaints.diagnostics());
        return new Named(name, Projects.read(document, interpolation, files, complaints));
    }

    private Entry name(Mapping document, Variables variables) {
        String file = document.pos().file();
        Optional<Entry> written = ComposeFormat.isBare(document) ? Optional.empty() : document.entry("name");
        Optional<YamlNode> inherited = variables
                .get("COMPOSE_PROJECT_NAME")
                .filter(name -> !name.isEmpty())
                .map(name -> Nodes.text(name, written.map(Entry::pos).orElse(document.pos())));
        YamlNode name = inherited
                .or(() -> written.flatMap(e -> new Interpolation(variables, complaints.diagnostics()).of(e.value())))
                .filter(value -> !Nodes.isNothing(value))
                .orElseGet(() ->
                        Nodes.text(ProjectName.of(files.folder(file), file).orElse("compose"), document.pos()));
        return new Entry("stack", written.map(Entry::pos).orElse(document.pos()), name);
    }

    /** The networks that containers are on: a network that nobody uses is not made. */
    private List<Entry> networks(Project project, List<Entry> containers) {
        Set<String> used = new HashSet<>();
        Map<String, SourcePos> first = new HashMap<>();
        for (Entry container : containers) {
            ((Mapping) container.value())
                    .entry("networks").map(e -> Nodes.entries(e.value())).orElse(List.of()).stream()
                            .forEach(network -> {
                                used.add(network.key());
                                first.putIfAbsent(network.key(), network.pos());
                            });
        }
        NetworkSettings settings = new NetworkSettings(complaints, names);
        List<Entry> networks = new ArrayList<>();
        project.networks().values().stream()
                .filter(network -> used.contains(network.key())
                        && NetworkSettings.predefined(network).isEmpty())
                .forEach(network -> networks.add(settings.read(network)));
        SourcePos implicit = first.get("default");
        if (implicit != null && !project.networks().containsKey("default")) {
            networks.add(new Entry("default", implicit, Nodes.nothing(implicit)));
        }
        return networks;
    }
}
