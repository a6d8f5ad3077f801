package io.jnetctl.cli.watch;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.read.ReadResult;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What keeps the host from being repaired at all. Each is told once, as long as it stays the same. */
final class Troubles {
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final WatchLog log;
    private final Duration longest;
    private Set<String> ofManifest = Set.of();
    private Set<String> ofHost = Set.of();
    private Set<String> warnings = Set.of();
    private Duration delay = Duration.ZERO;
    private OptionalLong nextTry = OptionalLong.empty();

    /** @param longest time between two tries */
    Troubles(WatchLog log, Duration longest) {
        this.log = log;
        this.longest = longest;
    }

    /** @param again whether it is told again though it is the same */
    void ofManifest(ReadResult read, boolean again) {
        report(lines(read.diagnostics(), true), again);
    }

    void manifestUnreadable(RuntimeException e, boolean again) {
        if (!(e instanceof Failure) && !(e instanceof UncheckedIOException)) {
            throw e;
        }
        report(Set.of(message(e)), again);
    }

    private void report(Set<String> errors, boolean again) {
        boolean broken = !ofManifest.isEmpty();
        errors.stream()
                .filter(line -> again || !ofManifest.contains(line))
                .forEach(line -> log.error(line + "; the manifest before it stays in force"));
        if (broken && errors.isEmpty()) {
            log.info("the manifest is sound again");
        }
        ofManifest = errors;
    }

    /** Tells what stands in the way of a proposal; whether nothing does. */
    boolean areNone(Proposal proposal, long now) {
        Set<String> warned = lines(proposal.diagnostics(), false);
        warned.stream().filter(line -> !warnings.contains(line)).forEach(log::warning);
        warnings = warned;
        Set<String> errors = lines(proposal.diagnostics(), true);
        proposal.conflicts().forEach(conflict -> errors.add(conflict.message() + " (" + conflict.hint() + ")"));
        return areNone(errors, now);
    }

    /** The host could not be looked at, or not be locked. */
    void unseen(RuntimeException e, long now) {
        areNone(Set.of("this host cannot be looked at: " + message(e)), now);
    }

    private boolean areNone(Set<String> errors, long now) {
        errors.stream().filter(line -> !ofHost.contains(line)).forEach(log::error);
        if (errors.isEmpty()) {
            if (!ofHost.isEmpty()) {
                log.info("nothing stands in the way any more");
            }
            delay = Duration.ZERO;
            nextTry = OptionalLong.empty();
        } else {
            Duration twice = errors.equals(ofHost) ? delay.multipliedBy(2) : FIRST;
            delay = twice.compareTo(longest) < 0 ? twice : longest;
            nextTry = OptionalLong.of(now + delay.toNanos());
        }
        ofHost = Set.copyOf(errors);
        return errors.isEmpty();
    }

    /** When to look again though nothing happened. */
    OptionalLong nextTry() {
        return nextTry;
    }

    private static Set<String> lines(List<Diagnostic> diagnostics, boolean errors) {
        Set<String> lines = new LinkedHashSet<>();
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.isError() == errors) {
                String hint = diagnostic.hint() == null ? "" : " (" + diagnostic.hint() + ")";
                lines.add(diagnostic.pos() + ": " + diagnostic.message() + hint);
            }
        }
        return lines;
    }

    private static String message(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
