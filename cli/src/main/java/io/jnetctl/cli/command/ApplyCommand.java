package io.jnetctl.cli.command;

import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.schema.Manifest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jnetctl apply}. */
@Command(
        name = "apply",
        header = "Make this host match the manifest: show the plan, ask, apply, verify.",
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl apply",
            "  sudo jnetctl apply -f network.yaml -f stacks/ --yes",
            "",
            "Exit codes: 0 the host matches, 1 it does not."
        })
public final class ApplyCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    public ApplyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Findings findings = new Findings(session);
        Manifest manifest = manifests.read(session, findings);
        try (Kernel kernel = session.openKernel()) {
            return apply(manifest, kernel, findings);
        }
    }

    private int apply(Manifest manifest, Kernel kernel, Findings findings) {
        Proposal proposal = Reconciler.propose(manifest, kernel);
        findings.requireSound(proposal);
        session.print(PlanText.of(
                proposal.plan(), proposal.observed().facts().processes(), session.style(), verbosity.verbose()));
        if (proposal.plan().isEmpty()) {
            return ExitCode.OK;
        }
        if (!confirmation.given(session, "Apply these changes?")) {
            return ExitCode.FAILED;
        }
        return new Application(session, kernel)
                .run(proposal.plan(), () -> Reconciler.propose(manifest, kernel), "The host matches the manifest.");
    }
}
