package io.jnetctl.cli.render;

import io.jnetctl.reconciler.drift.Difference;
import io.jnetctl.reconciler.drift.Difference.State;
import io.jnetctl.reconciler.drift.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Drift in a sentence, and what can be done about it. */
final class DriftSummary {
    private DriftSummary() {}

    /** {@code Drift: 3 missing (2 of them lost with another), 1 changed.} */
    static String counts(Drift drift) {
        List<String> counts = new ArrayList<>();
        for (State state : State.values()) {
            long count = drift.count(state);
            if (count > 0) {
                boolean some = state == State.MISSING && drift.consequences() > 0;
                counts.add(count + " " + state.words()
                        + (some ? " (" + drift.consequences() + " of them lost with another)" : ""));
            }
        }
        return counts.isEmpty()
                ? "No drift. The host matches the manifest." + ignored(drift)
                : "Drift: " + String.join(", ", counts) + "." + ignored(drift);
    }

    private static String ignored(Drift drift) {
        return switch (drift.ignored()) {
            case 0 -> "";
            case 1 -> " 1 difference is ignored.";
            default -> " " + drift.ignored() + " differences are ignored.";
        };
    }

    /** A sentence for each that helps. */
    static List<String> remedies(Drift drift) {
        List<String> remedies = new ArrayList<>();
        if (drift.count(State.IN_THE_WAY) > 0) {
            remedies.add("`jnetctl plan` says how to get out of the way what is in it.");
        } else if (drift.count(State.ORPHANED) < drift.differences().size()) {
            remedies.add("`jnetctl apply` repairs it.");
        }
        Set<String> orphaned = new TreeSet<>();
        drift.differences().stream()
                .filter(difference -> difference.state() == State.ORPHANED)
                .map(Difference::stack)
                .forEach(orphaned::add);
        for (String stack : orphaned) {
            remedies.add("Give the manifest of stack " + stack
                    + " with -f too, or remove it by `jnetctl destroy --stack " + stack + "`.");
        }
        return remedies;
    }
}
