package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Execution;
import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Netns;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.journal.Aim;
import io.jnetctl.schema.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jnetctl sandbox}. The launcher has started this process in namespaces of its own and says so by a variable. */
@Command(
        name = "sandbox",
        header = "Apply the manifest in a throw-away host of its own, then run a command or a shell in it.",
        footer = {
            "",
            "Examples:",
            "  jnetctl sandbox",
            "  jnetctl sandbox -f stack.yaml -- jnetctl exec shop/web -- ping -c 1 db",
            "",
            "Needs no root where user namespaces are allowed; all of it is gone when the command ends.",
            "Exit code: the command's own."
        })
public final class SandboxCommand implements Callable<Integer> {
    /** Set by the launcher. */
    private static final String INSIDE = "JNETCTL_SANDBOX";

    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "What to run, after --; $SHELL unless given.")
    private List<String> command = new ArrayList<>();

    public SandboxCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Environment environment = session.environment();
        if (!environment.has(INSIDE)) {
            throw new Failure("a sandbox is made by the jnetctl launcher", "start it by bin/jnetctl");
        }
        Findings findings = new Findings(session);
        Manifest manifest = manifests.read(session, findings);
        environment.machine().prepareSandbox();
        try (Kernel kernel = session.openKernel()) {
            Task task = new Task.Fresh(new Aim.Apply(manifest, Set.of()), null);
            Proposal proposal = task.propose(kernel);
            findings.requireSound(proposal);
            session.print(PlanText.of(proposal.plan(), Map.of(), session.style(), false));
            int applied = new Application(session, kernel).run(task, proposal, "This sandbox matches the manifest.");
            if (applied != ExitCode.OK) {
                return applied;
            }
        }
        environment.out().flush();
        environment.machine().become(new Execution(Netns.HOST, null, command(environment), variables(environment)));
        return ExitCode.OK;
    }

    private List<String> command(Environment environment) {
        return command.isEmpty() ? List.of(environment.variables().getOrDefault("SHELL", "/bin/sh")) : command;
    }

    /** So that {@code jnetctl} inside is this one, and takes the sandbox for its host. */
    private static Map<String, String> variables(Environment environment) {
        Map<String, String> variables = new LinkedHashMap<>(environment.variables());
        variables.remove(INSIDE);
        environment
                .machine()
                .launcherDirectory()
                .ifPresent(directory -> variables.merge("PATH", directory.toString(), (path, own) -> own + ":" + path));
        return variables;
    }
}
