package io.jnetctl.cli;

import picocli.CommandLine;

/** Where the {@code jnetctl} launcher enters. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, ready to execute; usage errors exit with 1. */
    static CommandLine commandLine() {
        return new CommandLine(new RootCommand());
    }
}
