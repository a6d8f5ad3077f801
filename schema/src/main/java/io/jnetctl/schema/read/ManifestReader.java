package io.jnetctl.schema.read;

import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Places;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.check.ManifestRules;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.yaml.Limits;
import io.jnetctl.schema.yaml.YamlDocuments;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads manifests, and finds all that is wrong with them in one go. */
public final class ManifestReader {
    /** Asked in this order: the last one takes every document. */
    private static final List<DocumentReader> FORMATS = List.of(new UnreadComposeFile(), new StackReader());

    private ManifestReader() {}

    /**
     * Reads files, directories (their {@code *.yaml} and {@code *.yml}, sorted) and, for {@code -},
     * standard input.
     *
     * @param directory where relative names start; messages keep the names as they are
     */
    public static ReadResult read(List<String> names, Path directory, InputStream stdin) {
        Diagnostics diagnostics = new Diagnostics();
        return read(new Inputs(directory, stdin, Limits.STANDARD, diagnostics).read(names), diagnostics);
    }

    /** Reads texts that are there already. */
    public static ReadResult read(List<SourceText> sources) {
        Diagnostics diagnostics = new Diagnostics();
        sources.forEach(source -> diagnostics.open(source.file()));
        return read(sources, diagnostics);
    }

    private static ReadResult read(List<SourceText> sources, Diagnostics diagnostics) {
        Places places = new Places();
        Reading in = new Reading(diagnostics, places);
        List<Stack> stacks = new ArrayList<>();
        for (SourceText source : sources) {
            List<YamlNode> documents = YamlDocuments.read(source, Limits.STANDARD, diagnostics);
            if (documents.isEmpty() && !diagnostics.hasErrors(source.file())) {
                diagnostics.error(
                        SourcePos.ofFile(source.file()),
                        "there is no manifest in this file",
                        "a manifest starts with apiVersion: " + StackReader.API_VERSION);
            }
            documents.forEach(document -> read(document, in).ifPresent(stacks::add));
        }
        Manifest manifest = new Manifest(stacks);
        ManifestRules.check(manifest, places, diagnostics);
        return new ReadResult(manifest, diagnostics.sorted(), sources);
    }

    private static Optional<Stack> read(YamlNode document, Reading in) {
        if (!(document instanceof Mapping mapping)) {
            in.error(
                    document.pos(),
                    "a manifest is a mapping, not " + document.describe(),
                    "it starts with apiVersion: " + StackReader.API_VERSION);
            return Optional.empty();
        }
        return FORMATS.stream()
                .filter(format -> format.reads(mapping))
                .findFirst()
                .flatMap(format -> format.read(mapping, in));
    }
}
