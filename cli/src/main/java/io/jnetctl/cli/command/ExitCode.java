package io.jnetctl.cli.command;

/** Exit codes; a contract with scripts. */
public final class ExitCode {
    public static final int OK = 0;

    /** Something is wrong: with the usage, the manifest or the host. */
    public static final int FAILED = 1;

    /** {@code plan --detailed-exitcode}: there are changes to make. */
    public static final int CHANGES = 2;

    /** {@code can}: it does not. */
    public static final int NOT_REACHED = 2;

    /** {@code drift}: the host differs from its manifests. */
    public static final int DRIFT = 2;

    private ExitCode() {}
}
