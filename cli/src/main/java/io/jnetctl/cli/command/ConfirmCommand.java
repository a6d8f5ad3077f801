package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.journal.Trial;
import io.jnetctl.reconciler.journal.Undertaken;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jnetctl confirm}. */
@Command(
        name = "confirm",
        header = "Keep what `apply --confirm-within` did.",
        footer = {
            "",
            "Example:",
            "  sudo jnetctl apply --yes --confirm-within 60s && sudo jnetctl confirm",
            "",
            "Exit codes: 0 it is kept, 1 there was nothing to confirm, or it was too late."
        })
public final class ConfirmCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private LockOptions lockOptions = new LockOptions();

    public ConfirmCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Kernel kernel = session.openKernel()) {
            Journal journal = new Journal(session, kernel);
            try (HostLock _ = lockOptions.take(session, kernel)) {
                require(journal.require().map(Journal.Begun::undertaken), new Trials(session, journal));
                journal.remove();
            }
        }
        session.println("Confirmed. This host stays as it is.");
        return ExitCode.OK;
    }

    /** @throws Failure when there is nothing to confirm */
    private static void require(Optional<Undertaken> begun, Trials trials) {
        Trial trial = begun.map(Undertaken::trial).orElse(null);
        if (trial == null) {
            throw new Failure(
                    "there is nothing to confirm",
                    begun.isEmpty() ? null : "something was cut short: see `jnetctl recover`");
        }
        if (trial.takenBack()) {
            throw new Failure(
                    "there is nothing to confirm any more: the apply was taken back, since " + Trials.reason(trial),
                    "apply it again");
        }
        if (trial.deadline() == null || (trials.isOver(trial) && trials.isGuarded(trial))) {
            throw new Failure("it is too late: " + trials.words(trial), trials.hint(trial));
        }
    }
}
