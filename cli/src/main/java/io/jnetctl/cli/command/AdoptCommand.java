package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.diff.Conflict;
import io.jnetctl.reconciler.drift.ObjectPattern;
import io.jnetctl.schema.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jnetctl adopt}. */
@Command(
        name = "adopt",
        header = "Make jnetctl's what somebody else made: show the plan, ask, mark, verify.",
        description = {
            "",
            "A namespace or a bridge that stands where the manifest has one, and that jnetctl did not make, stops plan and apply.",
            "adopt marks it as the stack's, and sets what else of it the manifest says; it stays the same object. From then on",
            "apply keeps it as it should be, and destroy removes it."
        },
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl adopt",
            "  sudo jnetctl adopt 'namespace shop.*' && sudo jnetctl apply",
            "",
            "Exit codes: 0 nothing of that is in the way any more, 1 something is."
        })
public final class AdoptCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Parameters(
            arity = "0..*",
            paramLabel = "PATTERN",
            description = {
                "Only what matches one of them: KIND NAME, such as 'bridge br-*' or 'namespace shop.web'.",
                "Without any: all that is in the way."
            })
    private List<String> patterns = new ArrayList<>();

    @Mixin
    private LockOptions lockOptions = new LockOptions();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    public AdoptCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<ObjectPattern> chosen = ObjectPatterns.parse(patterns, "adopt");
        Findings findings = new Findings(session);
        Manifest manifest = manifests.read(session, findings);
        try (Kernel kernel = session.openKernel()) {
            return new Undertaking(session, kernel, lockOptions, confirmation)
                    .run(
                            new Task.Adoption(manifest, conflict -> isChosen(conflict, chosen)),
                            proposal -> review(proposal, findings),
                            "Adopt this?",
                            "It is jnetctl's now; `jnetctl plan` shows what is left to do.");
        }
    }

    private static boolean isChosen(Conflict conflict, List<ObjectPattern> chosen) {
        return chosen.isEmpty()
                || chosen.stream()
                        .anyMatch(pattern -> pattern.matches(
                                conflict.observed().resource(),
                                conflict.desired().owner()));
    }

    private boolean review(Proposal proposal, Findings findings) {
        findings.requireSound(proposal);
        if (proposal.plan().isEmpty()) {
            if (!patterns.isEmpty()) {
                throw new Failure(
                        "nothing that is in the way matches " + String.join(", ", patterns),
                        "`jnetctl plan` tells what is in the way");
            }
            session.println("Nothing to adopt. Nothing of others is in the way of the manifest.");
            return false;
        }
        session.print(PlanText.of(
                proposal.plan(), proposal.observed().facts().processes(), session.style(), verbosity.verbose()));
        return true;
    }
}
