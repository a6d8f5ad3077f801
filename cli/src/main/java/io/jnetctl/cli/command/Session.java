package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.render.Style;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.schema.diagnostic.Quoted;
import org.jspecify.annotations.Nullable;

/** One run of a command: what is around it, and how it speaks. */
public record Session(Environment environment, GlobalOptions options) {
    /** To standard output; a text of several lines ends with a line end of its own. */
    void print(String text) {
        environment.out().print(text);
    }

    void println(String line) {
        print(line + "\n");
    }

    /** To standard error. */
    public void printError(String text) {
        environment.out().flush();
        environment.err().print(text);
        environment.err().flush();
    }

    /** One error as every command shows it. */
    public void error(String message, @Nullable String hint) {
        report(errorStyle().red("error:"), message, hint);
    }

    void warning(String message, @Nullable String hint) {
        report(errorStyle().yellow("warning:"), message, hint);
    }

    private void report(String severity, String message, @Nullable String hint) {
        String rest = hint == null ? "" : "  hint: " + Quoted.visible(hint) + "\n";
        printError(severity + " " + Quoted.visible(message) + "\n" + rest);
    }

    Style style() {
        return options.style(environment, environment.terminals().out());
    }

    Style errorStyle() {
        return options.style(environment, environment.terminals().err());
    }

    Kernel openKernel() {
        return environment.machine().openKernel();
    }
}
