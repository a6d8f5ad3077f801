package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.host.ReportedFailure;
import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Owner;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.artefact.Artefact;
import io.jnetctl.reconciler.artefact.SavedPlan;
import io.jnetctl.reconciler.artefact.Staleness;
import io.jnetctl.reconciler.journal.Aim;
import io.jnetctl.reconciler.journal.Trial;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.diagnostic.Quoted;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jnetctl apply}. */
@Command(
        name = "apply",
        header = "Make this host match the manifest: show the plan, ask, apply, verify.",
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl apply",
            "  sudo jnetctl apply -f network.yaml -f stacks/ --yes",
            "  sudo jnetctl plan -o plan.json && sudo jnetctl apply plan.json",
            "  sudo jnetctl apply --yes --lock-timeout 2m      (waits for another apply to end)",
            "  sudo jnetctl apply --yes --rollback-on-error",
            "  sudo jnetctl apply --yes --confirm-within 60s && sudo jnetctl confirm",
            "",
            "Exit codes: 0 the host matches, 1 it does not."
        })
public final class ApplyCommand implements Callable<Integer> {
    private static final String MATCHES = "The host matches the manifest.";

    /** Differences to a saved plan; more would bury the hint. */
    private static final int SHOWN = 20;

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "PLANFILE",
            description = {
                "A plan that `jnetctl plan -o` saved, in place of a manifest: exactly its steps are applied, or none",
                "when this host has changed since in what the plan is about."
            })
    private @Nullable String planFile;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private LockOptions lockOptions = new LockOptions();

    @Option(
            names = "--rollback-on-error",
            description = "When a step fails, or the host does not match afterwards, make the host as it was before.")
    private boolean rollbackOnError;

    @Option(
            names = "--confirm-within",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = {
                "Make the host as it was before unless `jnetctl confirm` follows in this time: 60s, 5m. So it is also when a step",
                "fails, when this process is killed, and when nobody can log in any more."
            })
    private @Nullable Duration confirmWithin;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    public ApplyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return planFile == null ? applyManifest() : applySaved(planFile);
    }

    private int applyManifest() {
        Findings findings = new Findings(session);
        Manifest manifest = manifests.read(session, findings);
        Set<Owner> targets = targetOptions.read(session);
        try (Kernel kernel = session.openKernel()) {
            return undertake(kernel, manifest, targets, proposal -> review(proposal, manifest, targets, findings));
        }
    }

    private int applySaved(String name) {
        if (manifests.areGiven() || targetOptions.areGiven()) {
            throw new Failure(
                    "a saved plan has its manifest and its targets in it: -f and --target do not go with " + name,
                    "leave one of them out");
        }
        SavedPlan saved = ArtefactFile.read(
                Artefact.PLAN, name, session, "save a plan with `jnetctl plan -o FILE`; a manifest is named with -f");
        try (Kernel kernel = session.openKernel()) {
            return undertake(kernel, saved.manifest(), saved.targets(), proposal -> {
                List<String> differences = Staleness.differences(saved, proposal);
                if (!differences.isEmpty()) {
                    stale(name, differences);
                }
                return review(proposal, saved.manifest(), saved.targets(), new Findings(session));
            });
        }
    }

    private void stale(String name, List<String> differences) {
        session.error(name + " is stale: this host has changed since it was saved, and nothing is changed now", null);
        differences.stream()
                .limit(SHOWN)
                .forEach(difference -> session.printError("  " + Quoted.visible(difference) + "\n"));
        if (differences.size() > SHOWN) {
            session.printError("  and " + (differences.size() - SHOWN) + " more differences\n");
        }
        session.printError("  hint: plan again: jnetctl plan -o " + Quoted.visible(name) + "\n");
        throw new ReportedFailure();
    }

    private int undertake(Kernel kernel, Manifest manifest, Set<Owner> targets, Predicate<Proposal> review) {
        return new Undertaking(session, kernel, lockOptions, confirmation, rollbackOnError || confirmWithin != null)
                .run(
                        new Task.Fresh(new Aim.Apply(manifest, targets), trial()),
                        review,
                        "Apply these changes?",
                        targets.isEmpty() ? MATCHES : "What was asked for matches the manifest.");
    }

    private @Nullable Trial trial() {
        if (confirmWithin == null) {
            return null;
        }
        if (confirmWithin.compareTo(Trials.SHORTEST) < 0) {
            throw new Failure("nobody can confirm that fast: --confirm-within is 1s at least", null);
        }
        return Trial.of(confirmWithin.toMillis());
    }

    private boolean review(Proposal proposal, Manifest manifest, Set<Owner> targets, Findings findings) {
        findings.requireSound(proposal);
        TargetOptions.check(targets, manifest, proposal, session);
        session.print(PlanText.of(
                proposal.plan(), proposal.observed().facts().processes(), session.style(), verbosity.verbose()));
        return !proposal.plan().isEmpty();
    }
}
