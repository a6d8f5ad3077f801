package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.show.Binding;
import io.jnetctl.inet.Port;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jnetctl port}. */
@Command(
        name = "port",
        header = "Print where a container's ports are published; needs no manifest.",
        footer = {
            "",
            "With a port, only the addresses of the host that lead to it are printed.",
            "",
            "Examples:",
            "  sudo jnetctl port shop/web",
            "  sudo jnetctl port shop/web 53/udp"
        })
public final class PortCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ContainerArgument container = new ContainerArgument();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PORT[/PROTOCOL]",
            description = "A port of the container; tcp unless given.")
    private @Nullable String text;

    public PortCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Port port = text == null ? null : port(text);
        List<Binding> published = container.find(session).published();
        if (port == null) {
            published.forEach(binding -> session.println(binding.port() + " -> " + binding.host()));
            return ExitCode.OK;
        }
        List<Binding> found = published.stream()
                .filter(binding -> binding.port().equals(port))
                .toList();
        if (found.isEmpty()) {
            throw new Failure("container " + container.name() + " does not publish " + port, hint(published));
        }
        found.forEach(binding -> session.println(binding.host()));
        return ExitCode.OK;
    }

    private static Port port(String text) {
        try {
            return Port.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), "write a port such as 80 or 53/udp");
        }
    }

    private static String hint(List<Binding> published) {
        return published.isEmpty()
                ? "it publishes nothing"
                : "it publishes "
                        + published.stream()
                                .map(binding -> binding.port().toString())
                                .distinct()
                                .collect(Collectors.joining(", "));
    }
}
