package io.jnetctl.cli.command;

import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Closest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jnetctl destroy}. */
@Command(
        name = "destroy",
        header = "Remove all that a stack owns, and nothing else: show the plan, ask, remove, verify.",
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl destroy",
            "  sudo jnetctl destroy --stack shop --yes      (needs no manifest)"
        })
public final class DestroyCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "Destroy this stack, instead of those of a manifest; may be repeated.")
    private List<String> stacks = new ArrayList<>();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    public DestroyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        NavigableSet<String> names = names();
        try (Kernel kernel = session.openKernel()) {
            return destroy(names, kernel);
        }
    }

    private NavigableSet<String> names() {
        List<String> given = Variables.orElse(stacks, "JNETCTL_STACK", session.environment());
        if (!given.isEmpty()) {
            return new TreeSet<>(given);
        }
        NavigableSet<String> names = new TreeSet<>();
        manifests.read(session, new Findings(session)).stacks().stream()
                .map(Stack::name)
                .forEach(names::add);
        return names;
    }

    private int destroy(NavigableSet<String> names, Kernel kernel) {
        Proposal proposal = Reconciler.proposeRemoval(names, kernel);
        if (proposal.plan().isEmpty()) {
            session.println("Nothing to remove. This host has nothing of " + words(names) + "."
                    + hint(names, proposal.observed().facts().stacks()));
            return ExitCode.OK;
        }
        session.print(PlanText.of(proposal.plan(), proposal.observed().facts().processes(), session.style()));
        if (!confirmation.given(session, "Remove all this?")) {
            return ExitCode.FAILED;
        }
        return new Application(session, kernel)
                .run(
                        proposal.plan(),
                        () -> Reconciler.proposeRemoval(names, kernel),
                        "Nothing is left of " + words(names) + ".");
    }

    private static String words(NavigableSet<String> names) {
        return (names.size() == 1 ? "stack " : "stacks ") + String.join(", ", names);
    }

    private static String hint(NavigableSet<String> names, Set<String> known) {
        return names.stream()
                .filter(name -> !known.contains(name))
                .flatMap(name -> Closest.hint(name, known).stream())
                .findFirst()
                .map(hint -> " (" + hint + ")")
                .orElse("");
    }
}
