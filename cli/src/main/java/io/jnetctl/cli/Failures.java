package io.jnetctl.cli;

import io.jnetctl.cli.command.ExitCode;
import io.jnetctl.cli.command.Remedies;
import io.jnetctl.cli.command.Session;
import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.host.ReportedFailure;
import io.jnetctl.kernel.KernelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The one place where an exception becomes words: a clear line and a hint, and a stack trace only for {@code --debug}. */
final class Failures {
    private Failures() {}

    /** Returns the exit code. */
    static int report(Throwable thrown, Session session) {
        if (session.options().debug()) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            session.printError(trace.toString());
        }
        switch (thrown) {
            case ReportedFailure _ -> {}
            case Failure failure -> {
                session.error(message(failure), failure.hint());
                return failure.exitCode();
            }
            case KernelException refused -> session.error(message(refused), Remedies.of(refused));
            case UncheckedIOException io -> session.error(message(io), null);
            case IOException io -> session.error(message(io), null);
            case OutOfMemoryError _ ->
                session.error("out of memory", "give it more by JNETCTL_JAVA_OPTS=-Xmx1g, for example");
            case UnsatisfiedLinkError _, NoClassDefFoundError _, ExceptionInInitializerError _ ->
                session.error(
                        "this installation or this Java does not fit the machine: " + message(thrown),
                        "run it again with --debug for more");
            default ->
                session.error(
                        "a fault in jnetctl: " + thrown.getClass().getSimpleName() + ": " + message(thrown),
                        "run it again with --debug and report what it prints");
        }
        return ExitCode.FAILED;
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
