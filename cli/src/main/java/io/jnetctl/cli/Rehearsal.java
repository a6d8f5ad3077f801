package io.jnetctl.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/**
 * Runs what a usual start runs, so that the JVM can write down which classes to keep ready in its ahead-of-time cache
 * (JEP 514). The launcher enters here when it has no cache for the Java at hand; nothing on the host is changed.
 */
public final class Rehearsal {

    private static final List<List<String>> COMMANDS = List.of(List.of("version"), List.of("help"));

    private Rehearsal() {}

    public static void main(String[] args) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        for (var command : COMMANDS) {
            Main.commandLine().setOut(nowhere).setErr(nowhere).execute(command.toArray(String[]::new));
        }
    }
}
