package io.jnetctl.cli.render;

import io.jnetctl.reconciler.drift.Difference.State;
import io.jnetctl.reconciler.drift.Drift;
import io.jnetctl.schema.diagnostic.Quoted;
import java.util.List;

/** Drift as people read it: a line an object, in columns. */
public final class DriftText {
    /** A longer cell pushes only its own line to the right. */
    private static final int WIDEST = 56;

    private DriftText() {}

    /**
     * Ends with a line end.
     *
     * @param verbose whether each rule has a line of its own
     */
    public static String of(Drift drift, Style style, boolean verbose) {
        if (drift.isEmpty()) {
            return DriftSummary.counts(drift) + "\n";
        }
        StringBuilder out = new StringBuilder(style.bold("This host differs from its manifest:"))
                .append(drift.stacks().size() == 1 ? " stack " : " stacks ")
                .append(String.join(", ", drift.stacks()))
                .append("\n\n");
        List<DriftRow> rows = DriftRows.of(drift.differences(), verbose);
        int state = width(rows.stream().map(row -> row.state().words()).toList());
        int kind = width(rows.stream().map(DriftRow::kind).toList());
        int label = width(rows.stream().map(row -> Quoted.visible(row.label())).toList());
        int detail = width(rows.stream()
                .flatMap(row -> row.details().stream())
                .map(Quoted::visible)
                .toList());
        for (DriftRow row : rows) {
            String line = paint(style, row.state(), pad(row.state().words(), state)) + "  " + pad(row.kind(), kind)
                    + "  "
                    + pad(Quoted.visible(row.label()), label) + (detail == 0 ? "" : "  ")
                    + pad(Quoted.visible(row.details().getFirst()), detail) + "  " + Quoted.visible(row.reason());
            out.append(line.stripTrailing()).append('\n');
            String indent = " ".repeat(state + 2 + kind + 2 + label + 2);
            row.details().stream()
                    .skip(1)
                    .forEach(more ->
                            out.append(indent).append(Quoted.visible(more)).append('\n'));
        }
        out.append('\n').append(style.bold(DriftSummary.counts(drift))).append('\n');
        DriftSummary.remedies(drift).forEach(remedy -> out.append(remedy).append('\n'));
        return out.toString();
    }

    private static String paint(Style style, State state, String text) {
        return switch (state) {
            case MISSING, IN_THE_WAY -> style.red(text);
            case CHANGED -> style.yellow(text);
            case UNEXPECTED, ORPHANED -> style.green(text);
        };
    }

    private static int width(List<String> cells) {
        return cells.stream()
                .mapToInt(cell -> Math.min(WIDEST, cell.length()))
                .max()
                .orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
