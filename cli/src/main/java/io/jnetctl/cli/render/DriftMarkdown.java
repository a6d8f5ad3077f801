package io.jnetctl.cli.render;

import io.jnetctl.reconciler.drift.Drift;
import io.jnetctl.schema.diagnostic.Quoted;

/** Drift as a table in GitHub's flavour, for an issue or a chat. */
public final class DriftMarkdown {
    private DriftMarkdown() {}

    /**
     * Ends with a line end.
     *
     * @param verbose whether each rule has a line of its own
     */
    public static String of(Drift drift, boolean verbose) {
        StringBuilder out =
                new StringBuilder("**").append(DriftSummary.counts(drift)).append("**\n");
        if (drift.isEmpty()) {
            return out.toString();
        }
        out.append("\n| state | kind | object | detail | reason |\n|---|---|---|---|---|\n");
        for (DriftRow row : DriftRows.of(drift.differences(), verbose)) {
            out.append("| ").append(row.state().words());
            cell(out, row.kind(), false);
            cell(out, row.label(), true);
            cell(out, String.join(", ", row.details()), true);
            cell(out, row.reason(), false);
            out.append(" |\n");
        }
        DriftSummary.remedies(drift)
                .forEach(remedy -> out.append('\n').append(remedy).append('\n'));
        return out.toString();
    }

    private static void cell(StringBuilder out, String text, boolean code) {
        String safe = Quoted.visible(text).replace("|", "\\|").replace("`", "'");
        out.append(" | ").append(code && !safe.isEmpty() ? "`" + safe + "`" : safe);
    }
}
