package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether one reaches another.
 *
 * @param verdict over all findings: yes where one is reached, else unclear where one is unclear
 * @param findings for each pair of addresses that was tried, the one that decides first
 * @param open where no port was asked for: what is open, such as {@code 5432/tcp}; empty where all or nothing is
 * @param from where outside was asked for: which sources reach it, {@code anywhere} where all do; else empty
 * @param unseen what else may decide and was not looked at, in words
 */
public record Answer(
        Verdict verdict, List<Finding> findings, List<String> open, List<String> from, List<String> unseen) {
    public Answer {
        findings = List.copyOf(findings);
        open = List.copyOf(open);
        from = List.copyOf(from);
        unseen = List.copyOf(unseen);
    }

    /** Yes, no, or not to be told. */
    public enum Verdict {
        YES,
        NO,
        UNCLEAR;

        static Verdict of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Reached _ -> YES;
                case Outcome.Stopped _ -> NO;
                case Outcome.Unclear _ -> UNCLEAR;
            };
        }
    }

    /**
     * One pair of addresses.
     *
     * @param source null where there was none to send from
     * @param destination null where there was none to send to
     */
    public record Finding(
            @Nullable IpAddress source, @Nullable IpAddress destination, Outcome outcome) {
        public Verdict verdict() {
            return Verdict.of(outcome);
        }

        /** Which family it is about; null where there was no address. */
        public @Nullable Family family() {
            return destination == null ? null : destination.family();
        }
    }

    static Answer of(List<Finding> findings, List<String> open, List<String> from, List<String> unseen) {
        List<Finding> ordered = new ArrayList<>(findings);
        // A stable sort: among equals the first that was tried stays the first.
        ordered.sort(Comparator.comparingInt(finding -> rank(finding.verdict())));
        Verdict verdict = ordered.isEmpty() ? Verdict.NO : ordered.getFirst().verdict();
        return new Answer(verdict, ordered, open, from, unseen);
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case YES -> 0;
            case UNCLEAR -> 1;
            case NO -> 2;
        };
    }

    /** The first finding: the one that the verdict rests on. */
    public Finding deciding() {
        return findings.getFirst();
    }
}
