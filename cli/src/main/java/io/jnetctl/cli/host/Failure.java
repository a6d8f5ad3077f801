package io.jnetctl.cli.host;

import org.jspecify.annotations.Nullable;

/** A command cannot do what was asked; the message is for the user, and complete. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;
    private final int exitCode;

    /**
     * @param message one line, or several when each stands for itself
     * @param hint a way out, or null
     */
    public Failure(String message, @Nullable String hint) {
        this(message, hint, 1);
    }

    public Failure(String message, @Nullable String hint, int exitCode) {
        super(message);
        this.hint = hint;
        this.exitCode = exitCode;
    }

    public @Nullable String hint() {
        return hint;
    }

    public int exitCode() {
        return exitCode;
    }
}
