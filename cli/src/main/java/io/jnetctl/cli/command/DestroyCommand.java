package io.jnetctl.cli.command;

import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.journal.Aim;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Closest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "Destroy this stack, instead of those of a manifest; may be repeated.")
    private List<String> stacks = new ArrayList<>();

    @Mixin
    private LockOptions lockOptions = new LockOptions();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    public DestroyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<String> given = Variables.orElse(stacks, "JNETCTL_STACK", session.environment());
        return given.isEmpty()
                ? destroy(manifests.read(session, new Findings(session)))
                : destroy(new TreeSet<>(given));
    }

    /** With a manifest, what is in the namespaces that it attaches to is found too. */
    private int destroy(Manifest manifest) {
        NavigableSet<String> names =
                manifest.stacks().stream().map(Stack::name).collect(Collectors.toCollection(TreeSet::new));
        try (Kernel kernel = session.openKernel()) {
            return destroy(names, kernel, new Aim.Destroy(manifest));
        }
    }

    private int destroy(NavigableSet<String> names) {
        try (Kernel kernel = session.openKernel()) {
            return destroy(names, kernel, new Aim.DestroyStacks(names));
        }
    }

    private int destroy(NavigableSet<String> names, Kernel kernel, Aim aim) {
        return new Undertaking(session, kernel, lockOptions, confirmation)
                .run(
                        new Task.Fresh(aim, null),
                        proposal -> review(names, proposal),
                        "Remove all this?",
                        "Nothing is left of " + words(names) + ".");
    }

    private boolean review(NavigableSet<String> names, Proposal proposal) {
        if (proposal.plan().isEmpty()) {
            session.println("Nothing to remove. This host has nothing of " + words(names) + "."
                    + hint(names, proposal.observed().facts().stacks()));
            return false;
        }
        session.print(PlanText.of(
                proposal.plan(), proposal.observed().facts().processes(), session.style(), verbosity.verbose()));
        return true;
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
