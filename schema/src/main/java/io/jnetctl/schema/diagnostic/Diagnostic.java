package io.jnetctl.schema.diagnostic;

import io.jnetctl.schema.SourcePos;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong.
 *
 * @param message one line, names what is wrong
 * @param hint one line, says what to do, null when that is obvious
 */
public record Diagnostic(
        Severity severity,
        SourcePos pos,
        String message,
        @Nullable String hint) {
    public static Diagnostic error(SourcePos pos, String message, @Nullable String hint) {
        return new Diagnostic(Severity.ERROR, pos, message, hint);
    }

    public static Diagnostic warning(SourcePos pos, String message, @Nullable String hint) {
        return new Diagnostic(Severity.WARNING, pos, message, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return severity + ": " + pos + ": " + message + (hint == null ? "" : " (" + hint + ")");
    }
}
