package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.schema.diagnostic.Closest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jnetctl help}. */
@Command(
        name = "help",
        header = "Show what a command does, or name all commands.",
        footer = {"", "Example:", "  jnetctl help plan"})
public final class HelpCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
    private @Nullable String name;

    public HelpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        CommandLine found = name == null ? root : root.getSubcommands().get(name);
        if (found == null) {
            String word = String.valueOf(name);
            throw new Failure(
                    "there is no command \"" + word + "\"",
                    Closest.hint(word, root.getSubcommands().keySet()).orElse("see `jnetctl help`"));
        }
        session.print(found.getUsageMessage(Ansi.OFF));
        return ExitCode.OK;
    }
}
