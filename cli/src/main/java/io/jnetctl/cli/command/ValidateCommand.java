package io.jnetctl.cli.command;

import io.jnetctl.cli.render.DiagnosticsJson;
import io.jnetctl.cli.render.DiagnosticsSarif;
import io.jnetctl.cli.render.Json;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.Severity;
import io.jnetctl.schema.read.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jnetctl validate}. */
@Command(
        name = "validate",
        header = "Check manifests without looking at this host; needs no root.",
        footer = {
            "",
            "Examples:",
            "  jnetctl validate",
            "  jnetctl validate -f stacks/ --format json",
            "  jnetctl validate --format sarif > jnetctl.sarif",
            "",
            "Exit codes: 0 valid, 1 not."
        })
public final class ValidateCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text unless given.")
    private ValidateFormat format = ValidateFormat.TEXT;

    public ValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ReadResult read = manifests.read(session);
        List<Diagnostic> resolved = read.ok()
                ? Reconciler.propose(read.manifest(), EmptyHost.OBSERVED).diagnostics().stream()
                        .filter(diagnostic -> !read.diagnostics().contains(diagnostic))
                        .toList()
                : List.of();
        List<Diagnostic> diagnostics = new ArrayList<>(read.diagnostics());
        diagnostics.addAll(resolved);
        boolean valid = diagnostics.stream().noneMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
        switch (format) {
            case TEXT -> {
                new Findings(session).report(diagnostics, read.sources());
                if (valid) {
                    session.println("Valid: " + words(read.manifest()) + ".");
                }
            }
            case JSON -> session.print(Json.print(DiagnosticsJson.of(valid, diagnostics)));
            case SARIF ->
                session.print(Json.print(DiagnosticsSarif.of(VersionCommand.number(), read.diagnostics(), resolved)));
        }
        return valid ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String words(Manifest manifest) {
        return manifest.stacks().stream()
                .map(stack -> "stack " + stack.name() + " with "
                        + count(stack.networks().size(), "network") + " and "
                        + count(stack.containers().size(), "container"))
                .collect(Collectors.joining(", "));
    }

    private static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
