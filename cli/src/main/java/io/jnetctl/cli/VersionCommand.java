package io.jnetctl.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jnetctl version}: this build, and the Java that runs it. */
@Command(name = "version", description = "Print the version of jnetctl and of the Java that runs it.")
final class VersionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
        spec.commandLine().getOut().println("jnetctl " + version + " (Java " + Runtime.version() + ")");
    }
}
