package io.jnetctl.cli;

import io.jnetctl.cli.command.AdoptCommand;
import io.jnetctl.cli.command.ApplyCommand;
import io.jnetctl.cli.command.CanCommand;
import io.jnetctl.cli.command.CompletionCommand;
import io.jnetctl.cli.command.ConfirmCommand;
import io.jnetctl.cli.command.DestroyCommand;
import io.jnetctl.cli.command.DriftCommand;
import io.jnetctl.cli.command.EnvCommand;
import io.jnetctl.cli.command.ExecCommand;
import io.jnetctl.cli.command.ExposedCommand;
import io.jnetctl.cli.command.GcCommand;
import io.jnetctl.cli.command.GuardCommand;
import io.jnetctl.cli.command.HelpCommand;
import io.jnetctl.cli.command.HostsCommand;
import io.jnetctl.cli.command.PlanCommand;
import io.jnetctl.cli.command.PortCommand;
import io.jnetctl.cli.command.RecoverCommand;
import io.jnetctl.cli.command.SandboxCommand;
import io.jnetctl.cli.command.SchemaCommand;
import io.jnetctl.cli.command.Session;
import io.jnetctl.cli.command.ShowCommand;
import io.jnetctl.cli.command.SnapshotCommand;
import io.jnetctl.cli.command.ValidateCommand;
import io.jnetctl.cli.command.VersionCommand;
import io.jnetctl.cli.command.WatchCommand;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The commands by name, in the order of the help. A command's class is loaded when it is asked for, because a start pays for each. */
enum Commands {
    VALIDATE,
    PLAN,
    APPLY,
    DRIFT,
    WATCH,
    ADOPT,
    DESTROY,
    GC,
    RECOVER,
    CONFIRM,
    SHOW,
    PORT,
    CAN,
    EXPOSED,
    SNAPSHOT,
    ENV,
    HOSTS,
    EXEC,
    SANDBOX,
    SCHEMA,
    COMPLETION,
    VERSION,
    HELP,
    /** Not for people. */
    GUARD;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Callable<Integer> make(Session session) {
        return switch (this) {
            case VALIDATE -> new ValidateCommand(session);
            case PLAN -> new PlanCommand(session);
            case APPLY -> new ApplyCommand(session);
            case DRIFT -> new DriftCommand(session);
            case WATCH -> new WatchCommand(session);
            case ADOPT -> new AdoptCommand(session);
            case DESTROY -> new DestroyCommand(session);
            case GC -> new GcCommand(session);
            case RECOVER -> new RecoverCommand(session);
            case CONFIRM -> new ConfirmCommand(session);
            case SHOW -> new ShowCommand(session);
            case PORT -> new PortCommand(session);
            case CAN -> new CanCommand(session);
            case EXPOSED -> new ExposedCommand(session);
            case SNAPSHOT -> new SnapshotCommand(session);
            case ENV -> new EnvCommand(session);
            case HOSTS -> new HostsCommand(session);
            case EXEC -> new ExecCommand(session);
            case SANDBOX -> new SandboxCommand(session);
            case SCHEMA -> new SchemaCommand(session);
            case COMPLETION -> new CompletionCommand(session);
            case VERSION -> new VersionCommand(session);
            case HELP -> new HelpCommand(session);
            case GUARD -> new GuardCommand(session);
        };
    }

    /** Whether it speaks of the other commands too. */
    boolean needsAll() {
        return this == COMPLETION || this == HELP;
    }

    static Optional<Commands> named(String word) {
        for (Commands command : values()) {
            if (command.word().equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
