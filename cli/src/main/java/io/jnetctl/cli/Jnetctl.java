package io.jnetctl.cli;

import io.jnetctl.cli.command.ExitCode;
import io.jnetctl.cli.command.GlobalOptions;
import io.jnetctl.cli.command.Session;
import io.jnetctl.cli.host.Environment;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The whole program as a function: arguments and an environment in, text and an exit code out.
 *
 * <pre>{@code
 * int exitCode = Jnetctl.run(List.of("plan", "-f", "stack.yaml"), Environment.of(machine, directory, out, err));
 * }</pre>
 */
public final class Jnetctl {
    private Jnetctl() {}

    /** Runs one command; never throws. */
    public static int run(List<String> arguments, Environment environment) {
        Session session = new Session(environment, new GlobalOptions());
        try {
            int exitCode = commandLine(arguments, session).execute(arguments.toArray(String[]::new));
            environment.out().flush();
            return exitCode;
        } catch (RuntimeException | Error e) {
            return Failures.report(e, session);
        }
    }

    /** Only the command at hand is made where one is named; all of them for help and for what is misspelt. */
    private static CommandLine commandLine(List<String> arguments, Session session) {
        CommandLine root = new CommandLine(new RootCommand(session.options()));
        Optional<Commands> named = CommandWord.of(arguments).flatMap(Commands::named);
        if (named.isEmpty() || named.get().needsAll()) {
            for (Commands command : Commands.values()) {
                root.addSubcommand(command.word(), command.make(session));
            }
        } else {
            root.addSubcommand(named.get().word(), named.get().make(session));
        }
        Environment environment = session.environment();
        return root.setDefaultValueProvider(new VariableDefaults(environment.variables()))
                .setOut(new PrintWriter(environment.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(environment.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((e, unused) -> usageError(e, session))
                .setExecutionExceptionHandler((e, unused, alsoUnused) -> Failures.report(e, session))
                .setExitCodeExceptionMapper(unused -> ExitCode.FAILED);
    }

    private static int usageError(ParameterException e, Session session) {
        CommandLine command = e.getCommandLine();
        session.error(String.valueOf(e.getMessage()), null);
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.usage(command.getErr());
        return ExitCode.FAILED;
    }
}
