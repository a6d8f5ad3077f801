package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.host.Guards;
import io.jnetctl.kernel.HostJournal;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.HostLockedException;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.journal.Direction;
import io.jnetctl.reconciler.journal.Trial;
import io.jnetctl.reconciler.journal.Undertaken;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/**
 * {@code jnetctl guard}: the process that {@code apply --confirm-within} starts before its first step. It waits for the host's lock, which
 * it gets when the apply has ended or was killed. One that was killed is taken back at once; one that ended when its time is over. When
 * the journal is no longer about that apply, somebody has decided, and it ends.
 */
@Command(
        name = "guard",
        hidden = true,
        header = "Take back what `apply --confirm-within` did, unless it is confirmed; apply starts it by itself.",
        footer = {"", "Example:", "  sudo jnetctl apply --confirm-within 60s"})
public final class GuardCommand implements Callable<Integer> {
    private static final String AS_BEFORE = "This host is as it was before.";
    private static final Duration TURN = Duration.ofMinutes(1);
    private static final long MILLIS_BETWEEN_LOOKS = 250;
    private static final int ATTEMPTS = 5;

    private final Session session;

    public GuardCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Environment environment = session.environment();
        environment.machine().guards().becomeOne();
        try (Kernel kernel = session.openKernel()) {
            Undertaken guarded = new Journal(session, kernel)
                    .require()
                    .map(Journal.Begun::undertaken)
                    .filter(Trials::isPending)
                    .orElseThrow(() -> new Failure(
                            "there is nothing to guard",
                            "`jnetctl apply --confirm-within 60s` starts a guard by itself"));
            guarded.back(kernel); // what it takes to plan is there, and is loaded
            session.println(Guards.READY);
            environment.out().flush();
            // Who started it listens no more.
            Session logging = new Session(environment.withOutput(environment.err()), session.options());
            return new Watch(logging, kernel, guarded).run();
        } finally {
            environment.machine().guards().leave();
        }
    }

    /** From when it is ready until it is decided. */
    private static final class Watch {
        private final Session session;
        private final Kernel kernel;
        private final Undertaken guarded;
        private final Journal journal;
        private final LockHolder self =
                new LockHolder(ProcessHandle.current().pid(), "jnetctl guard", "apply --confirm-within");

        private Optional<String> seen = Optional.empty();
        private Optional<Undertaken> undecided = Optional.empty();

        Watch(Session session, Kernel kernel, Undertaken guarded) {
            this.session = session;
            this.kernel = kernel;
            this.guarded = guarded;
            this.journal = new Journal(session, kernel);
        }

        int run() {
            while (true) {
                try (HostLock _ = kernel.lock(self, TURN)) {
                    Optional<Undertaken> now = undecided();
                    if (now.isEmpty()) {
                        return ExitCode.OK;
                    }
                    Long deadline = deadline(now.get());
                    if (deadline == null || journal.now() >= deadline) {
                        return takeBack(now.get());
                    }
                } catch (HostLockedException e) {
                    continue; // it is at work
                }
                if (!waited()) {
                    return ExitCode.OK;
                }
            }
        }

        /** Whether the time is over, and nobody has decided. */
        private boolean waited() {
            for (Optional<Undertaken> now = undecided(); now.isPresent(); now = undecided()) {
                Long deadline = deadline(now.get());
                if (deadline == null || journal.now() >= deadline) {
                    return true;
                }
                sleep();
            }
            return false;
        }

        /** Read anew only when it is another text: this looks often. */
        private Optional<Undertaken> undecided() {
            Optional<String> text = kernel.journal().read().map(HostJournal.Noted::text);
            if (!text.equals(seen)) {
                seen = text;
                undecided = journal.require()
                        .map(Journal.Begun::undertaken)
                        .filter(now -> now.first().equals(guarded.first()) && Trials.isPending(now));
            }
            return undecided;
        }

        private static @Nullable Long deadline(Undertaken undertaken) {
            Trial trial = undertaken.trial();
            return trial == null ? null : trial.deadline();
        }

        private int takeBack(Undertaken undertaken) {
            Trial trial = undertaken.trial();
            session.println("The apply is taken back" + (trial == null ? "." : ": " + Trials.reason(trial) + "."));
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                try {
                    if (attempt(undertaken)) {
                        return ExitCode.OK;
                    }
                } catch (KernelException e) {
                    session.error(String.valueOf(e.getMessage()), null);
                }
                sleep();
            }
            return ExitCode.FAILED;
        }

        private boolean attempt(Undertaken undertaken) {
            Task.Recovery task = new Task.Recovery(undertaken, Direction.BACK);
            Proposal proposal = task.propose(kernel);
            new Findings(session).report(proposal);
            if (!proposal.isSound()) {
                return false;
            }
            if (!proposal.plan().isEmpty()
                    && new JournaledApplication(session, kernel, self, false, task, proposal).run(AS_BEFORE)
                            != ExitCode.OK) {
                return false;
            }
            journal.write(undertaken.takenBack());
            return true;
        }

        private static void sleep() {
            try {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while guarding an apply", e);
            }
        }
    }
}
