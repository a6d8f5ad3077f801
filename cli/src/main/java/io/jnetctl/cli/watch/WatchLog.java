package io.jnetctl.cli.watch;

import io.jnetctl.schema.diagnostic.Quoted;
import java.io.PrintStream;

/** Lines for people who were not there. */
public final class WatchLog {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean forJournal;

    /** @param forJournal whether each line begins with its priority, as sd-daemon(3) has it; all go to {@code err} then */
    public WatchLog(PrintStream out, PrintStream err, boolean forJournal) {
        this.out = out;
        this.err = err;
        this.forJournal = forJournal;
    }

    void info(String line) {
        print(forJournal ? err : out, forJournal ? "<6>" : "", line);
    }

    void warning(String line) {
        print(err, forJournal ? "<4>" : "warning: ", line);
    }

    void error(String line) {
        print(err, forJournal ? "<3>" : "error: ", line);
    }

    private static void print(PrintStream stream, String priority, String line) {
        stream.print(priority + Quoted.visible(line) + "\n");
        stream.flush();
    }
}
