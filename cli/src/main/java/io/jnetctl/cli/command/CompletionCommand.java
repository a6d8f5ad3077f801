package io.jnetctl.cli.command;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jnetctl completion}. */
@Command(
        name = "completion",
        header = "Print a script that completes jnetctl's commands and options in a shell.",
        footer = {
            "",
            "Examples:",
            "  source <(jnetctl completion bash)",
            "  jnetctl completion zsh > \"$${fpath[1]}/_jnetctl\""
        })
public final class CompletionCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable Shell shell;

    /** Shells that the script is for. */
    enum Shell {
        BASH,
        /** By its bashcompinit, which the script switches on itself. */
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String compdef = shell == Shell.ZSH ? "#compdef jnetctl\n" : "";
        session.print(compdef + AutoComplete.bash("jnetctl", spec.root().commandLine()));
        return ExitCode.OK;
    }
}
