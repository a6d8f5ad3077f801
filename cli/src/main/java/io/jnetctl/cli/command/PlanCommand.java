package io.jnetctl.cli.command;

import io.jnetctl.cli.render.Json;
import io.jnetctl.cli.render.PlanJson;
import io.jnetctl.cli.render.PlanMarkdown;
import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Owner;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.artefact.Artefact;
import io.jnetctl.reconciler.artefact.SavedPlan;
import io.jnetctl.reconciler.artefact.Snapshot;
import io.jnetctl.reconciler.artefact.SnapshotKernel;
import io.jnetctl.schema.Manifest;
import java.util.Map;
import java.util.Set;
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
            "  sudo jnetctl plan -o plan.json && sudo jnetctl apply plan.json",
            "  jnetctl plan -f stack.yaml --against host.json --format markdown",
            "",
            "Exit codes: 0 fine, 1 an error; with --detailed-exitcode 2 when there are changes."
        })
public final class PlanCommand implements Callable<Integer> {
    private static final String EMPTY = "empty";

    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Option(
            names = "--against",
            paramLabel = "STATE",
            description = {
                "Plan against another state than this host's: a file that `jnetctl snapshot` made, or empty, a host with",
                "nothing on it. Needs no root."
            })
    private @Nullable String against;

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Save the plan too, for `jnetctl apply FILE`; only the file's owner can read it.")
    private @Nullable String out;

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
        Set<Owner> targets = targetOptions.read(session);
        Proposal proposal = propose(manifest, targets);
        findings.requireSound(proposal);
        TargetOptions.check(targets, manifest, proposal, session);
        if (out != null) {
            String saved = Artefact.PLAN.write(VersionCommand.number(), SavedPlan.of(manifest, targets, proposal));
            new OutputFile(out, session.environment()).write(saved);
        }
        Map<String, Integer> processes = proposal.observed().facts().processes();
        session.print(
                switch (format) {
                    case TEXT -> PlanText.of(proposal.plan(), processes, session.style(), verbosity.verbose());
                    case JSON -> Json.print(PlanJson.of(proposal, TargetOptions.names(targets)));
                    case MARKDOWN ->
                        PlanMarkdown.of(
                                proposal.plan(),
                                processes,
                                verbosity.verbose(),
                                targets.isEmpty() ? "" : TargetOptions.note(targets));
                });
        return detailedExitCode && !proposal.plan().isEmpty() ? ExitCode.CHANGES : ExitCode.OK;
    }

    private Proposal propose(Manifest manifest, Set<Owner> targets) {
        if (against == null) {
            try (Kernel kernel = session.openKernel()) {
                new Journal(session, kernel).tell();
                return Reconciler.propose(manifest, kernel, targets);
            }
        }
        if (against.equals(EMPTY)) {
            return Reconciler.propose(manifest, EmptyHost.OBSERVED, targets);
        }
        Snapshot snapshot = ArtefactFile.read(
                Artefact.SNAPSHOT,
                against,
                session,
                "--against takes a file that `jnetctl snapshot -o FILE` made, or empty");
        try (Kernel kernel = new SnapshotKernel(snapshot)) {
            return Reconciler.propose(manifest, kernel, targets);
        }
    }
}
