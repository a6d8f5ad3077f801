package io.jnetctl.schema.read;

import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Places;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.check.ManifestRules;
import io.jnetctl.schema.compose.ComposeFiles;
import io.jnetctl.schema.compose.ComposeFormat;
import io.jnetctl.schema.compose.Surroundings;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.yaml.Limits;
import io.jnetctl.schema.yaml.YamlDocuments;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads manifests, and finds all that is wrong with them in one go. */
public final class ManifestReader {
    private static final StackReader STACK = new StackReader();

    private ManifestReader() {}

    /**
     * Reads files, directories (their {@code *.yaml} and {@code *.yml}, sorted) and, for {@code -},
     * standard input.
     *
     * @param surroundings relative names start in its directory, and compose files see its variables;
     *     messages keep the names as they are
     */
    public static ReadResult read(List<String> names, Surroundings surroundings, InputStream stdin) {
        Diagnostics diagnostics = new Diagnostics();
        Inputs inputs = new Inputs(surroundings.directory(), stdin, Limits.STANDARD, diagnostics);
        return read(inputs.read(names), surroundings, diagnostics);
    }

    /** Reads texts that are there already. */
    public static ReadResult read(List<SourceText> sources) {
        return read(sources, Surroundings.none());
    }

    /** The same, in the given surroundings. */
    public static ReadResult read(List<SourceText> sources, Surroundings surroundings) {
        Diagnostics diagnostics = new Diagnostics();
        sources.forEach(source -> diagnostics.open(source.file()));
        return read(sources, surroundings, diagnostics);
    }

    private static ReadResult read(List<SourceText> sources, Surroundings surroundings, Diagnostics diagnostics) {
        Places places = new Places();
        Reading in = new Reading(diagnostics, places);
        List<YamlNode> all = new ArrayList<>();
        for (SourceText source : sources) {
            List<YamlNode> documents = YamlDocuments.read(source, Limits.STANDARD, diagnostics);
            if (documents.isEmpty() && !diagnostics.hasErrors(source.file())) {
                diagnostics.error(
                        SourcePos.ofFile(source.file()),
                        "there is no manifest in this file",
                        "a manifest starts with apiVersion: " + StackReader.API_VERSION);
            }
            all.addAll(documents);
        }
        ComposeFiles compose = new ComposeFiles(surroundings, Limits.STANDARD, diagnostics);
        all.stream()
                .filter(document -> document instanceof Mapping mapping && ComposeFormat.isCompose(mapping))
                .forEach(document -> compose.announce((Mapping) document));
        List<Stack> stacks = all.stream()
                .flatMap(document -> read(document, compose, in).stream())
                .toList();
        Manifest manifest = new Manifest(stacks);
        ManifestRules.check(manifest, places, diagnostics);
        return new ReadResult(
                manifest,
                diagnostics.sorted(),
                Stream.concat(sources.stream(), compose.sources().stream()).toList());
    }

    private static Optional<Stack> read(YamlNode document, ComposeFiles compose, Reading in) {
        if (!(document instanceof Mapping mapping)) {
            in.error(
                    document.pos(),
                    "a manifest is a mapping, not " + document.describe(),
                    "it starts with apiVersion: " + StackReader.API_VERSION);
            return Optional.empty();
        }
        return STACK.read(ComposeFormat.isCompose(mapping) ? compose.manifest(mapping) : mapping, in);
    }
}
