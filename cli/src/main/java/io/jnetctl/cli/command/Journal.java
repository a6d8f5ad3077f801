package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.kernel.HostJournal;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.HostLockedException;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.reconciler.artefact.Artefact;
import io.jnetctl.reconciler.artefact.MalformedArtefactException;
import io.jnetctl.reconciler.journal.Aim;
import io.jnetctl.reconciler.journal.Direction;
import io.jnetctl.reconciler.journal.Run;
import io.jnetctl.reconciler.journal.Trial;
import io.jnetctl.reconciler.journal.Undertaken;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The host's journal, as commands write it and speak of it. */
final class Journal {
    private static final String UNREADABLE_HINT =
            "`jnetctl apply` and `jnetctl destroy` go on from any state; `jnetctl recover --discard` forgets what was begun";

    private final Session session;
    private final Kernel kernel;

    Journal(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /**
     * What was begun, and is not known to have ended well.
     *
     * @param operations how many of its last run were done
     */
    record Begun(Undertaken undertaken, int operations) {}

    /** @throws MalformedArtefactException when it is not what this jnetctl writes */
    Optional<Begun> read() {
        Optional<HostJournal.Noted> noted = kernel.journal().read();
        return noted.map(
                each -> new Begun(Artefact.JOURNAL.read(VersionCommand.number(), each.text()), each.operations()));
    }

    /** @throws Failure when it is not what this jnetctl writes */
    Optional<Begun> require() {
        try {
            return read();
        } catch (MalformedArtefactException e) {
            throw new Failure("the journal of what was cut short cannot be read: " + e.getMessage(), UNREADABLE_HINT);
        }
    }

    /** Empty also where it is not what this jnetctl writes: what it is about is lost then. */
    Optional<Undertaken> ifReadable() {
        try {
            return read().map(Begun::undertaken);
        } catch (MalformedArtefactException e) {
            return Optional.empty();
        }
    }

    void write(Undertaken undertaken) {
        kernel.journal().write(text(undertaken));
    }

    private static String text(Undertaken undertaken) {
        return Artefact.JOURNAL.write(VersionCommand.number(), undertaken);
    }

    /** Begins to put into words what is to be written, while something else goes on. */
    Draft draft(Undertaken undertaken) {
        return new Draft(undertaken);
    }

    /** What is to be written. */
    final class Draft {
        private final Undertaken undertaken;
        private final CompletableFuture<String> text;

        private Draft(Undertaken undertaken) {
            this.undertaken = undertaken;
            this.text = CompletableFuture.supplyAsync(() -> text(undertaken));
        }

        Undertaken undertaken() {
            return undertaken;
        }

        void write() {
            kernel.journal().write(text.join());
        }
    }

    void remove() {
        kernel.journal().remove();
    }

    /** Its clock's time, in milliseconds. */
    long now() {
        return kernel.journal().clock().toMillis();
    }

    /** For a command that only looks: tells of what was cut short, and keeps quiet where that cannot be known. */
    void tell() {
        try {
            if (kernel.journal().read().isPresent() && !isAtWork()) {
                warn();
            }
        } catch (KernelException e) {
            // Who may not read it will hear so of what he came for.
        }
    }

    /** For a command that has the lock, or knows that nobody has it: tells of what was cut short. */
    void warn() {
        try {
            read().ifPresent(this::warn);
        } catch (MalformedArtefactException e) {
            session.warning("the journal of a command that was cut short cannot be read: " + e.getMessage(), null);
        }
    }

    private void warn(Begun begun) {
        Trial trial = begun.undertaken().trial();
        if (trial == null) {
            session.warning(words(begun) + "; `jnetctl recover` finishes it, or takes it back", null);
        } else if (!trial.takenBack()) {
            Trials trials = new Trials(session, this);
            session.warning(trials.words(trial) + "; " + trials.hint(trial), null);
        }
    }

    /** Who works on the host has its lock all the time; one who was killed has it no more. */
    boolean isAtWork() {
        LockHolder self = new LockHolder(ProcessHandle.current().pid(), "jnetctl", "");
        try (HostLock _ = kernel.lock(self, Duration.ZERO)) {
            return false;
        } catch (HostLockedException e) {
            return true;
        }
    }

    /** {@code an apply was cut short at step 5 of 12: `jnetctl apply --yes`, pid 4711, of alice, begun 3.0 s ago}. */
    String words(Begun begun) {
        Undertaken undertaken = begun.undertaken();
        Run last = undertaken.last();
        String what = name(undertaken.aim());
        if (!last.equals(undertaken.first())) {
            what = (last.direction() == Direction.BACK ? "taking back " : "finishing ") + what;
        }
        return what + " was cut short " + place(begun) + ": `"
                + last.holder().command() + "`, pid " + last.holder().pid() + ", of "
                + last.holder().user() + age(last);
    }

    /** Nothing where its clock was ahead of this one: another boot's, on a host that keeps /run, or another time namespace's. */
    private String age(Run run) {
        long millis = now() - run.begun();
        return millis < 0 ? "" : ", begun " + DurationOption.words(Duration.ofMillis(millis)) + " ago";
    }

    private static String place(Begun begun) {
        int steps = begun.undertaken().last().steps();
        return begun.operations() < steps
                ? "at step " + (begun.operations() + 1) + " of " + steps
                : "after all its " + steps + " steps";
    }

    private static String name(Aim aim) {
        return switch (aim) {
            case Aim.Apply _ -> "an apply";
            case Aim.Destroy _, Aim.DestroyStacks _ -> "a destroy";
            case Aim.Collect _ -> "a gc";
        };
    }
}
