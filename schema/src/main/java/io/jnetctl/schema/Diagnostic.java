package io.jnetctl.schema;

import org.jspecify.annotations.Nullable;

/**
 * Something to say about a place in a manifest.
 *
 * @param pos where
 * @param message what is wrong, in one sentence without a full stop
 * @param hint a way out, or null
 */
public record Diagnostic(Severity severity, SourcePos pos, String message, @Nullable String hint) {
    /** Whether one can go on. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Diagnostic error(SourcePos pos, String message, @Nullable String hint) {
        return new Diagnostic(Severity.ERROR, pos, message, hint);
    }

    public static Diagnostic warning(SourcePos pos, String message, @Nullable String hint) {
        return new Diagnostic(Severity.WARNING, pos, message, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
