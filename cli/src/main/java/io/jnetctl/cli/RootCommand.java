package io.jnetctl.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code jnetctl} itself: it only names its subcommands. */
@Command(
        name = "jnetctl",
        description = "Container networking for one Linux host, declared in YAML.",
        exitCodeOnInvalidInput = 1,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {VersionCommand.class, HelpCommand.class})
final class RootCommand {}
