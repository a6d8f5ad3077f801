package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.render.PlanText;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.journal.Direction;
import io.jnetctl.reconciler.journal.Trial;
import io.jnetctl.reconciler.journal.Undertaken;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jnetctl recover}. */
@Command(
        name = "recover",
        header = "Finish an apply or destroy that was cut short, or take it back.",
        description = {
            "",
            "Without --back or --forward it tells what was cut short, and what either would do.",
        },
        footer = {
            "",
            "Examples:",
            "  sudo jnetctl recover",
            "  sudo jnetctl recover --back",
            "  sudo jnetctl recover --forward --yes",
            "",
            "Exit codes: 0 nothing is left to recover, 1 something is."
        })
public final class RecoverCommand implements Callable<Integer> {
    private static final String NOTHING = "Nothing to recover.";
    private static final String AS_BEFORE = "This host is as it was before.";
    private static final String AS_ASKED = "This host is as it was asked for.";

    private final Session session;

    @Option(names = "--back", description = "Make the host as it was before.")
    private boolean back;

    @Option(names = "--forward", description = "Finish what was asked for.")
    private boolean forward;

    @Option(names = "--discard", description = "Leave the host as it is, and forget that anything was cut short.")
    private boolean discard;

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Mixin
    private LockOptions lockOptions = new LockOptions();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    public RecoverCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (Stream.of(back, forward, discard).filter(each -> each).count() > 1) {
            throw new Failure("--back, --forward and --discard exclude one another", "leave one of them");
        }
        try (Kernel kernel = session.openKernel()) {
            Journal journal = new Journal(session, kernel);
            if (discard) {
                return discard(kernel, journal);
            }
            Optional<Journal.Begun> begun = journal.require();
            if (begun.isEmpty()) {
                session.println(NOTHING);
                return ExitCode.OK;
            }
            Trial trial = begun.get().undertaken().trial();
            if (trial != null && trial.takenBack()) {
                session.println(NOTHING + " The last apply was taken back, since " + Trials.reason(trial) + ".");
                return ExitCode.OK;
            }
            return back || forward ? recover(begun.get().undertaken(), kernel) : tell(begun.get(), journal, kernel);
        }
    }

    private int discard(Kernel kernel, Journal journal) {
        try (HostLock _ = lockOptions.take(session, kernel)) {
            boolean was = kernel.journal().read().isPresent();
            journal.ifReadable().ifPresent(new Trials(session, journal)::requireNonePending);
            journal.remove();
            session.println(was ? "Forgotten. This host is left as it is." : NOTHING);
            return ExitCode.OK;
        }
    }

    private int recover(Undertaken begun, Kernel kernel) {
        Direction direction = back ? Direction.BACK : Direction.FORWARD;
        String done = back ? AS_BEFORE : AS_ASKED;
        return new Undertaking(session, kernel, lockOptions, confirmation)
                .run(new Task.Recovery(begun, direction), proposal -> review(proposal, done), "Do this?", done);
    }

    private boolean review(Proposal proposal, String done) {
        new Findings(session).requireSound(proposal);
        if (proposal.plan().isEmpty()) {
            session.println("No changes. " + done);
            return false;
        }
        session.print(text(proposal));
        return true;
    }

    private int tell(Journal.Begun begun, Journal journal, Kernel kernel) {
        lockOptions.takeNow(session, kernel).close(); // one that is at work has it
        Trials trials = new Trials(session, journal);
        Trial trial = begun.undertaken().trial();
        String words = trial == null ? journal.words(begun) : trials.words(trial);
        session.println(Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".");
        session.println("\nrecover --back, to what was before:\n");
        tell(begun.undertaken().back(kernel), AS_BEFORE);
        if (trial != null) {
            session.error("it is not said what to do", trials.hint(trial));
            return ExitCode.FAILED;
        }
        session.println("\nrecover --forward, to what was asked for:\n");
        tell(begun.undertaken().forward(kernel), AS_ASKED);
        session.error("it is not said which way to go", "add --back or --forward");
        return ExitCode.FAILED;
    }

    private void tell(Proposal proposal, String done) {
        if (!proposal.isSound()) {
            session.println("This way is barred:");
            new Findings(session).report(proposal);
        } else if (proposal.plan().isEmpty()) {
            session.println("No changes. " + done);
        } else {
            session.print(text(proposal));
        }
    }

    private String text(Proposal proposal) {
        return PlanText.of(
                proposal.plan(), proposal.observed().facts().processes(), session.style(), verbosity.verbose());
    }
}
