package io.jnetctl.cli.command;

import io.jnetctl.kernel.resource.ManagedFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jnetctl env}. */
@Command(
        name = "env",
        header = "Print a container's link variables, as an env file.",
        footer = {"", "Example:", "  sudo jnetctl env shop/web > web.env"})
public final class EnvCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ContainerArgument container = new ContainerArgument();

    public EnvCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        container.find(session).lines(ManagedFile.Role.ENVIRONMENT).forEach(session::println);
        return ExitCode.OK;
    }
}
