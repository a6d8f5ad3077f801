package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Execution;
import io.jnetctl.cli.host.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jnetctl exec}. */
@Command(
        name = "exec",
        header = "Run a command in a container's namespace, with its hosts, resolv.conf and variables.",
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl exec shop/web -- ping -c 1 db",
            "  sudo jnetctl exec shop/web -e DEBUG=1 -- sh",
            "",
            "A container that shares the host's or another's namespace, or is attached, is looked up in the",
            "manifest. Exit code: the command's own; 127 when it is not found, 126 when it cannot be run."
        })
public final class ExecCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ContainerArgument container = new ContainerArgument();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "What to run, after --.")
    private List<String> command = new ArrayList<>();

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE",
            description = "Set a variable, over the container's own; may be repeated.")
    private List<String> variables = new ArrayList<>();

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    public ExecCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, String> all = new LinkedHashMap<>(session.environment().variables());
        Entrance entrance = new EntranceSearch(session, manifests).find(container.name());
        entrance.variables().forEach(line -> put(line, all));
        variables.forEach(line -> put(line, all));
        session.environment().out().flush();
        session.environment().machine().become(new Execution(entrance.netns(), entrance.etc(), command, all));
        return ExitCode.OK;
    }

    private static void put(String assignment, Map<String, String> variables) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw new Failure("\"" + assignment + "\" sets no variable", "write NAME=VALUE");
        }
        variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
}
