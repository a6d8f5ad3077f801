package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.diagnostic.Quoted;
import java.util.Map;

/** A plan as a comment on a pull request: a table, GitHub's flavour. */
public final class PlanMarkdown {
    private PlanMarkdown() {}

    /**
     * Ends with a line end.
     *
     * @param processes how many processes run in each made namespace that has any, by its name
     * @param verbose whether each rule has a line of its own
     */
    public static String of(Plan plan, Map<String, Integer> processes, boolean verbose) {
        if (plan.isEmpty()) {
            return "**" + PlanText.NO_CHANGES + "**\n";
        }
        StringBuilder out = new StringBuilder();
        Summary summary = Summary.of(plan);
        out.append("**")
                .append(summary.counts())
                .append("** ")
                .append(summary.interruptions())
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
        String safe = Quoted.visible(text).replace("|", "\\|").replace("`", "'");
        out.append(" | ").append(code && !safe.isEmpty() ? "`" + safe + "`" : safe);
    }
}
