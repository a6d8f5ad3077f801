package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import io.jnetctl.schema.diagnostic.Quoted;
import java.util.Map;

/** A plan as a comment on a pull request: a table, GitHub's flavour. */
public final class PlanMarkdown {
    private PlanMarkdown() {}

    /**
     * Ends with a line end.
     *
     * @param processes how many processes run in each made namespace that has any, by its name
     */
    public static String of(Plan plan, Map<String, Integer> processes) {
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
        Details details = new Details(processes);
        for (Step step : plan.steps()) {
            String disruption = step.disruption() == Disruption.NONE ? "" : " (" + step.disruption() + ")";
            out.append("| ").append(step.number());
            cell(out, step.action().symbol(), true);
            cell(out, step.operation().resource().kind().name(), false);
            cell(out, Details.label(step.operation().resource()), true);
            cell(out, String.join(", ", details.of(step)), true);
            cell(out, step.cause() + disruption, false);
            out.append(" |\n");
        }
        return out.toString();
    }

    private static void cell(StringBuilder out, String text, boolean code) {
        String safe = Quoted.visible(text).replace("|", "\\|").replace("`", "'");
        out.append(" | ").append(code && !safe.isEmpty() ? "`" + safe + "`" : safe);
    }
}
