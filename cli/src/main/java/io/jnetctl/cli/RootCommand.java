package io.jnetctl.cli;

import io.jnetctl.cli.command.GlobalOptions;
import io.jnetctl.cli.command.VersionCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jnetctl} itself: it only names its commands. */
@Command(
        name = "jnetctl",
        description = "Container networking for one Linux host, declared in YAML.",
        versionProvider = RootCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Each option can also be given by a variable: --detailed-exitcode as JNETCTL_DETAILED_EXITCODE=true,",
            "--file as JNETCTL_FILE=a.yaml:b.yaml.",
            "",
            "Example:",
            "  sudo jnetctl apply -f stack.yaml"
        })
final class RootCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final GlobalOptions options;

    @Option(names = "--version", versionHelp = true, description = "Print the version.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    RootCommand(GlobalOptions options) {
        this.options = options;
    }

    /** Asked only for --version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {VersionCommand.version()};
        }
    }
}
