package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Kind;
import io.jnetctl.kernel.resource.Kinds;
import io.jnetctl.reconciler.drift.Difference;
import io.jnetctl.reconciler.drift.Difference.State;
import io.jnetctl.reconciler.drift.Drift;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Drift in Prometheus' text format (version 0.0.4). A stack that the manifests describe has all its series, be they 0, so that an alert
 * ends when the drift does; what a check that failed would have found is not known, and has none.
 */
public final class DriftMetrics {
    private final StringBuilder out = new StringBuilder();

    private DriftMetrics() {}

    /** Of a check that came to its end. */
    public static String of(Drift drift, Instant checked) {
        DriftMetrics metrics = new DriftMetrics();
        metrics.head("jnetctl_drift", "Objects that differ from the manifest.");
        counts(drift)
                .forEach((series, count) -> metrics.out
                        .append("jnetctl_drift{")
                        .append(series)
                        .append("} ")
                        .append(count)
                        .append('\n'));
        metrics.check(checked, true);
        return metrics.out.toString();
    }

    /** Of a check that failed. */
    public static String ofFailure(Instant checked) {
        DriftMetrics metrics = new DriftMetrics();
        metrics.check(checked, false);
        return metrics.out.toString();
    }

    private void check(Instant checked, boolean success) {
        head("jnetctl_drift_check_success", "Whether the last check came to its end.");
        out.append("jnetctl_drift_check_success ").append(success ? 1 : 0).append('\n');
        head("jnetctl_drift_check_timestamp_seconds", "When the last check ended, in seconds since the epoch.");
        out.append("jnetctl_drift_check_timestamp_seconds ")
                .append(checked.getEpochSecond())
                .append('\n');
    }

    private void head(String name, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(" gauge\n");
    }

    private static Map<String, Integer> counts(Drift drift) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String stack : drift.stacks()) {
            for (Kind<?> kind : Kinds.ALL) {
                for (State state : State.values()) {
                    if (state != State.ORPHANED) {
                        counts.put(labels(stack, kind.name(), state), 0);
                    }
                }
            }
        }
        for (Difference difference : drift.differences()) {
            counts.merge(
                    labels(difference.stack(), difference.resource().kind().name(), difference.state()),
                    1,
                    Integer::sum);
        }
        return counts;
    }

    private static String labels(String stack, String kind, State state) {
        return "stack=\"" + escaped(stack) + "\",kind=\"" + kind + "\",state=\"" + state.word() + "\"";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
