package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.reconciler.plan.Plan;
import java.util.Map;

/** A plan as a comment on a pull request: a table, GitHub's flavour. */
public final class PlanMarkdown {
    private PlanMarkdown() {}

    /**
     * Ends with a line end.
     *
     * @param processes how many processes run in each made namespace that has any, by its name
     * @param verbose whether each rule has a line of its own
     * @param note what else to say of the plan, or nothing
     */
    public static String of(Plan plan, Map<String, Integer> processes, boolean verbose, String note) {
        StringBuilder out = new StringBuilder();
        if (!note.isEmpty()) {
            out.append("> ").append(MarkdownText.plain(note)).append("\n\n");
        }
        if (plan.isEmpty()) {
            return out.append("**").append(PlanText.NO_CHANGES).append("**\n").toString();
        }
        Summary summary = Summary.of(plan);
        out.append("**")
                .append(summary.counts())
                .append("** ")
                .append(MarkdownText.plain(summary.interruptions()))
                .append("\n\n");
        out.append("| # | | kind | object | detail | cause |\n|--:|---|---|---|---|---|\n");
        for (PlanRow row : PlanRows.of(plan, new Details(processes), verbose)) {
            String disruption = row.disruption() == Disruption.NONE ? "" : " (" + row.disruption() + ")";
            out.append("| ").append(row.numbers());
            cell(out, row.action().symbol(), true);
            cell(out, row.kind(), false);
            cell(out, row.label(), true);
            cell(out, String.join(", ", row.details()), true);
            cell(out, row.cause() + disruption, false);
            out.append(" |\n");
        }
        return out.toString();
    }

    private static void cell(StringBuilder out, String text, boolean code) {
        out.append(" | ").append(code ? MarkdownText.code(text) : MarkdownText.plain(text));
    }
}
