package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.drift.Garbage;
import io.jnetctl.reconciler.journal.Aim;
import io.jnetctl.schema.Manifest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jnetctl gc}. */
@Command(
        name = "gc",
        header = "Remove stacks that no manifest names and nobody uses: show the plan, ask, remove, verify.",
        description = {
            "",
            "Give all manifests of this host: a stack that none of them names is an orphan. It is removed when no process runs in",
            "its namespaces, none of its containers is in a namespace that somebody else holds, and nothing of others is a port of",
            "its bridges. An orphan that is in use is left, with the reason; `destroy --stack` removes it all the same."
        },
        footer = {"", "Examples:", "  sudo jnetctl gc -f /etc/jnetctl", "", "Exit codes: 0 fine, 1 an error."})
public final class GcCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Mixin
    private LockOptions lockOptions = new LockOptions();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    public GcCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!manifests.isGiven(session)) {
            throw new Failure(
                    "gc removes whatever the manifests do not name, so it wants to be told which they are",
                    "name all manifests of this host: jnetctl gc -f DIRECTORY; or jnetctl destroy --stack NAME");
        }
        Manifest manifest = manifests.read(session, new Findings(session));
        try (Kernel kernel = session.openKernel()) {
            Garbage garbage = Garbage.find(manifest, kernel);
            return new Undertaking(session, kernel, lockOptions, confirmation)
                    .run(
                            new Task.Fresh(new Aim.Collect(manifest, garbage.dead()), null),
                            proposal -> review(garbage, proposal),
                            "Remove all this?",
                            "No orphan is left that nobody uses.");
        }
    }

    private boolean review(Garbage garbage, Proposal proposal) {
        garbage.alive()
                .forEach((stack, signs) -> session.warning(
                        "no manifest names stack " + stack + ", but it is in use: " + String.join("; ", signs),
                        "`jnetctl destroy --stack " + stack + "` removes it all the same"));
        if (proposal.plan().isEmpty()) {
            session.println("Nothing to remove. Every stack on this host is named by a manifest"
                    + (garbage.alive().isEmpty() ? "." : ", or in use."));
            return false;
        }
        proposal.plan()
                .stacks()
                .forEach(stack -> session.println("Stack " + stack
                        + ": no manifest names it, no process is in it, and nothing of others is on its networks."));
        session.print(PlanText.of(
                proposal.plan(), proposal.observed().facts().processes(), session.style(), verbosity.verbose()));
        return true;
    }
}
