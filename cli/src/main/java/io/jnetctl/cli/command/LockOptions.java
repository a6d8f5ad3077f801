package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.HostLockedException;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.LockHolder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes the host for one command that changes it, so that no other does meanwhile. */
final class LockOptions {
    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationOption.class,
            description =
                    "How long to wait while another jnetctl changes this host: 500ms, 10s, 2m, or 0 for not at all;"
                            + " ${DEFAULT-VALUE} unless given.")
    private Duration timeout = Duration.ofSeconds(10);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** @throws Failure when another has it all that time; it is named */
    HostLock take(Session session, Kernel kernel) {
        return take(session, kernel, timeout);
    }

    /** @throws Failure when another has it just now */
    HostLock takeNow(Session session, Kernel kernel) {
        return take(session, kernel, Duration.ZERO);
    }

    /** Who asks for the lock. */
    LockHolder holder(Session session) {
        return holder(session, command);
    }

    private HostLock take(Session session, Kernel kernel, Duration time) {
        try {
            return kernel.lock(holder(session), time);
        } catch (HostLockedException e) {
            throw new Failure(
                    "nothing was changed: another jnetctl is changing this host"
                            + e.holder()
                                    .map(other -> ": `" + other.command() + "`, pid " + other.pid() + ", of "
                                            + other.user() + ", since " + DurationOption.words(e.age()))
                                    .orElse(""),
                    "try again when it has ended, or wait longer for it: --lock-timeout 2m");
        }
    }

    /** This process. */
    static LockHolder holder(Session session, @Nullable CommandSpec command) {
        return new LockHolder(
                ProcessHandle.current().pid(),
                words(command),
                user(session.environment().variables()));
    }

    private static String words(@Nullable CommandSpec command) {
        return command == null
                ? "jnetctl"
                : "jnetctl "
                        + String.join(
                                " ",
                                command.root().commandLine().getParseResult().originalArgs());
    }

    private static String user(Map<String, String> variables) {
        String user = System.getProperty("user.name", "an unknown user");
        String behind = variables.getOrDefault("SUDO_USER", "");
        return behind.isEmpty() || behind.equals(user) ? user : behind + " as " + user;
    }
}
