package io.jnetctl.cli.host;

/** A command cannot do what was asked, and has said so already. */
public final class ReportedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReportedFailure() {
        super("reported already");
    }
}
