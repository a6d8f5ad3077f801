package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.render.Json;
import io.jnetctl.cli.render.PlanJson;
import io.jnetctl.cli.render.PlanMarkdown;
import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.schema.Manifest;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jnetctl plan}. */
@Command(
        name = "plan",
        header = "Show what apply would do, and why; change nothing.",
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl plan",
            "  jnetctl plan -f stack.yaml --against empty --format markdown",
            "",
            "Exit codes: 0 fine, 1 an error; with --detailed-exitcode 2 when there are changes."
        })
public final class PlanCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Option(
            names = "--against",
            paramLabel = "STATE",
            description =
                    "Plan against another state than this host's: empty, a host with nothing on it. Needs no root.")
    private @Nullable String against;

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there are changes.")
    private boolean detailedExitCode;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text unless given.")
    private PlanFormat format = PlanFormat.TEXT;

    public PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Findings findings = new Findings(session);
        Manifest manifest = manifests.read(session, findings);
        Proposal proposal = propose(manifest);
        findings.requireSound(proposal);
        Map<String, Integer> processes = proposal.observed().facts().processes();
        session.print(
                switch (format) {
                    case TEXT -> PlanText.of(proposal.plan(), processes, session.style(), verbosity.verbose());
                    case JSON -> Json.print(PlanJson.of(proposal.plan()));
                    case MARKDOWN -> PlanMarkdown.of(proposal.plan(), processes, verbosity.verbose());
                });
        return detailedExitCode && !proposal.plan().isEmpty() ? ExitCode.CHANGES : ExitCode.OK;
    }

    private Proposal propose(Manifest manifest) {
        if (against == null) {
            try (Kernel kernel = session.openKernel()) {
                return Reconciler.propose(manifest, kernel);
            }
        }
        if (!against.equals("empty")) {
            throw new Failure("cannot plan against \"" + against + "\"", "only --against empty is known");
        }
        return Reconciler.propose(manifest, EmptyHost.OBSERVED);
    }
}
