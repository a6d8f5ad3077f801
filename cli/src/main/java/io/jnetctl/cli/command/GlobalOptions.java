package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.render.Style;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What can be said before or after any command. */
public final class GlobalOptions {
    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "Colour the output: ${COMPLETION-CANDIDATES}.")
    private ColorMode color = ColorMode.AUTO;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show what a command does, with an example.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    public boolean debug() {
        return debug;
    }

    Style style(Environment environment, boolean terminal) {
        boolean coloured = switch (color) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                terminal
                        && !environment.has("NO_COLOR")
                        && !environment.variables().getOrDefault("TERM", "").equals("dumb");
        };
        return coloured ? Style.COLOURED : Style.PLAIN;
    }
}
