package io.jnetctl.cli.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jnetctl version}. */
@Command(
        name = "version",
        header = "Print the version of jnetctl and of the Java that runs it.",
        footer = {"", "Example:", "  jnetctl version"})
public final class VersionCommand implements Callable<Integer> {
    private final Session session;

    public VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.println(version());
        return ExitCode.OK;
    }

    /** One line. */
    public static String version() {
        return "jnetctl " + number() + " (Java " + Runtime.version() + ")";
    }

    /** That of jnetctl alone, such as {@code 0.1.0}. */
    static String number() {
        return Objects.requireNonNullElse(VersionCommand.class.getPackage().getImplementationVersion(), "development");
    }
}
