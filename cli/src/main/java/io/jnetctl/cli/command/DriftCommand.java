package io.jnetctl.cli.command;

import io.jnetctl.cli.render.DriftMarkdown;
import io.jnetctl.cli.render.DriftReportJson;
import io.jnetctl.cli.render.DriftText;
import io.jnetctl.cli.render.Json;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.drift.Drift;
import io.jnetctl.reconciler.drift.DriftDetector;
import io.jnetctl.reconciler.drift.ObjectPattern;
import io.jnetctl.schema.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jnetctl drift}. */
@Command(
        name = "drift",
        header = "Show how this host differs from its manifests; change nothing.",
        description = {
            "",
            "What is missing, changed, unexpected (a stack of the manifests owns it, and they do not have it), orphaned (of a stack",
            "that no manifest given names) or in the way. Foreign objects never are drift, unless they are in the way."
        },
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl drift",
            "  sudo jnetctl drift -f stacks/ --ignore 'hosts *' --ignore 'stack legacy'",
            "  sudo jnetctl drift --metrics /var/lib/node_exporter/textfile/jnetctl.prom",
            "",
            "Exit codes: 0 none, 2 drift, 1 an error."
        })
public final class DriftCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Option(
            names = "--ignore",
            paramLabel = "PATTERN",
            description = {
                "Pass over what matches; may be repeated. KIND and key or label, as JSON shows them, such as 'bridge br-*' or",
                "'address shop.web/*'; 'stack NAME' for all of a stack. * is any text, ? any character.",
                "In JNETCTL_IGNORE, one a line."
            })
    private List<String> ignore = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text unless given.")
    private PlanFormat format = PlanFormat.TEXT;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description =
                    "Write metrics too, for the textfile collector of Prometheus' node exporter; FILE ends in .prom.")
    private @Nullable String metrics;

    public DriftCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<ObjectPattern> patterns = patterns();
        MetricsFile file = metrics == null ? null : new MetricsFile(metrics, session.environment());
        try {
            Drift drift = detect().without(patterns);
            if (file != null) {
                file.write(drift);
            }
            session.print(
                    switch (format) {
                        case TEXT -> DriftText.of(drift, session.style(), verbosity.verbose());
                        case JSON -> Json.print(DriftReportJson.of(drift));
                        case MARKDOWN -> DriftMarkdown.of(drift, verbosity.verbose());
                    });
            return drift.isEmpty() ? ExitCode.OK : ExitCode.DRIFT;
        } catch (RuntimeException | Error e) {
            if (file != null) {
                file.writeFailed(e);
            }
            throw e;
        }
    }

    private Drift detect() {
        Findings findings = new Findings(session);
        Manifest manifest = manifests.read(session, findings);
        try (Kernel kernel = session.openKernel()) {
            new Journal(session, kernel).tell();
            Proposal proposal = Reconciler.propose(manifest, kernel);
            findings.requireResolved(proposal);
            return DriftDetector.detect(manifest, proposal, kernel);
        }
    }

    private List<ObjectPattern> patterns() {
        List<String> texts = ignore.isEmpty()
                ? session.environment()
                        .variables()
                        .getOrDefault("JNETCTL_IGNORE", "")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList()
                : ignore;
        return ObjectPatterns.parse(texts, "drift");
    }
}
