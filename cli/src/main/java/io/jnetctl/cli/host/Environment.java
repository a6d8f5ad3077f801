package io.jnetctl.cli.host;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * All that a run of the command line sees of the process around it.
 *
 * @param variables the environment's
 * @param directory the working directory, absolute; relative names of files mean files in it
 * @param in standard input
 * @param terminals which of the streams are terminals
 * @param machine what is worked on
 */
public record Environment(
        Map<String, String> variables,
        Path directory,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Terminals terminals,
        Machine machine) {
    public Environment {
        variables = Map.copyOf(variables);
        directory = directory.toAbsolutePath();
    }

    /** This process's own. */
    public static Environment ofProcess(Machine machine) {
        return new Environment(
                System.getenv(),
                Path.of(""),
                System.in,
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8),
                Terminals.ofProcess(),
                machine);
    }

    /** No variables, empty input, and no terminal. */
    public static Environment of(Machine machine, Path directory, PrintStream out, PrintStream err) {
        return new Environment(Map.of(), directory, InputStream.nullInputStream(), out, err, Terminals.NONE, machine);
    }

    public Environment withVariables(Map<String, String> others) {
        return new Environment(others, directory, in, out, err, terminals, machine);
    }

    public Environment withInput(InputStream other) {
        return new Environment(variables, directory, other, out, err, terminals, machine);
    }

    public Environment withOutput(PrintStream other) {
        return new Environment(variables, directory, in, other, err, terminals, machine);
    }

    public Environment withTerminals(Terminals others) {
        return new Environment(variables, directory, in, out, err, others, machine);
    }

    /** Whether the variable is set to something. */
    public boolean has(String variable) {
        return !variables.getOrDefault(variable, "").isEmpty();
    }
}
