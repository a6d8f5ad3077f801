package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Failure;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.compose.Surroundings;
import io.jnetctl.schema.read.ManifestReader;
import io.jnetctl.schema.read.ReadResult;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which manifests a command works on. */
final class ManifestOptions {
    /** Tried in this order in the working directory when no file is named. */
    private static final List<String> DEFAULT_FILES = List.of("stack.yaml", "compose.yaml");

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = {
                "A manifest, a directory of them, or - for standard input; may be repeated.",
                "Without it: stack.yaml, then compose.yaml in the current directory."
            })
    private List<String> files = new ArrayList<>();

    /** Of a command that says itself what they are for. */
    static ManifestOptions of(List<String> files) {
        ManifestOptions options = new ManifestOptions();
        options.files = List.copyOf(files);
        return options;
    }

    /**
     * Reads them all.
     *
     * @throws io.jnetctl.cli.host.ReportedFailure when they have errors
     */
    Manifest read(Session session, Findings findings) {
        return findings.require(read(session));
    }

    ReadResult read(Session session) {
        Environment environment = session.environment();
        return ManifestReader.read(
                names(session), Surroundings.of(environment.variables(), environment.directory()), environment.in());
    }

    /**
     * The files and directories to read.
     *
     * @throws Failure when none is named and there is none by default
     */
    List<String> names(Session session) {
        Environment environment = session.environment();
        List<String> given = Variables.orElse(files, "JNETCTL_FILE", environment);
        return given.isEmpty()
                ? List.of(defaultFile(environment)
                        .orElseThrow(() -> new Failure(
                                "there is no " + String.join(" and no ", DEFAULT_FILES) + " in "
                                        + environment.directory(),
                                "name the manifest with -f FILE")))
                : given;
    }

    /** Whether any is named. */
    boolean isGiven(Session session) {
        return !Variables.orElse(files, "JNETCTL_FILE", session.environment()).isEmpty();
    }

    /** Whether any is named as an option. */
    boolean areGiven() {
        return !files.isEmpty();
    }

    /** Reads them if any is named or the default one is there. */
    Optional<ReadResult> readIfAny(Session session) {
        boolean any = isGiven(session) || defaultFile(session.environment()).isPresent();
        return any ? Optional.of(read(session)) : Optional.empty();
    }

    private static Optional<String> defaultFile(Environment environment) {
        return DEFAULT_FILES.stream()
                .filter(name -> Files.exists(environment.directory().resolve(name)))
                .findFirst();
    }
}
