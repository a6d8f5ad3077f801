package io.jnetctl.cli.command;

import io.jnetctl.kernel.resource.ManagedFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jnetctl hosts}. */
@Command(
        name = "hosts",
        header = "Print the lines that jnetctl keeps in a container's hosts file.",
        footer = {"", "Example:", "  sudo jnetctl hosts shop/web"})
public final class HostsCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ContainerArgument container = new ContainerArgument();

    public HostsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        container.find(session).lines(ManagedFile.Role.HOSTS).forEach(session::println);
        return ExitCode.OK;
    }
}
