package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.reconciler.plan.Action;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.diagnostic.Quoted;
import java.util.List;
import java.util.Map;

/**
 * A plan as people read it: a line a step, in columns.
 *
 * <pre>
 * 1  + namespace  shop.web                              new container web
 * 2  + veth       shop.web/eth0  br-front               web joins front
 * 3  + address    shop.web/eth0  10.10.0.5/24           "
 * </pre>
 */
public final class PlanText {
    /** Said of an empty plan. */
    public static final String NO_CHANGES = "No changes. The host matches the manifest.";

    /** Holds the rule of a network whose bridge has a made-up name; a longer cell pushes only its own line's cause to the right. */
    private static final int WIDEST = 56;

    private static final String DITTO = "\"";

    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private PlanText(Style style) {
        this.style = style;
    }

    /**
     * Ends with a line end.
     *
     * @param processes how many processes run in each made namespace that has any, by its name
     * @param verbose whether each rule has a line of its own
     */
    public static String of(Plan plan, Map<String, Integer> processes, Style style, boolean verbose) {
        return plan.isEmpty()
                ? NO_CHANGES + "\n"
                : new PlanText(style).render(plan, PlanRows.of(plan, new Details(processes), verbose));
    }

    private record Row(Action action, List<String> head, List<String> detail, String cause, Disruption disruption) {}

    private String render(Plan plan, List<PlanRow> planned) {
        out.append(style.bold("jnetctl will change this host:"))
                .append(plan.stacks().size() == 1 ? " stack " : " stacks ")
                .append(String.join(", ", plan.stacks()))
                .append("\n\n");
        List<Row> rows = planned.stream().map(PlanText::row).toList();
        int[] widths = new int[5];
        for (Row row : rows) {
            widths[4] = Math.max(widths[4], row.action.symbol().length());
            for (int i = 0; i < row.head.size(); i++) {
                widths[i] = Math.max(widths[i], Math.min(WIDEST, row.head.get(i).length()));
            }
            for (String line : row.detail) {
                widths[3] = Math.max(widths[3], Math.min(WIDEST, line.length()));
            }
        }
        String above = "";
        for (Row row : rows) {
            line(row, widths, row.cause.equals(above) ? DITTO : row.cause);
            above = row.cause;
        }
        Summary summary = Summary.of(plan);
        out.append('\n')
                .append(style.bold(summary.counts()))
                .append(' ')
                .append(summary.interruptions())
                .append('\n');
        return out.toString();
    }

    private static Row row(PlanRow row) {
        return new Row(
                row.action(),
                List.of(row.numbers(), row.kind(), Quoted.visible(row.label())),
                row.details().stream().map(Quoted::visible).toList(),
                Quoted.visible(row.cause()),
                row.disruption());
    }

    private void line(Row row, int[] widths, String cause) {
        StringBuilder line = new StringBuilder();
        String symbol = row.action.symbol();
        line.append(" ".repeat(widths[0] - row.head.get(0).length()))
                .append(style.dim(row.head.get(0)))
                .append(" ".repeat(widths[4] - symbol.length() + 2))
                .append(style.action(row.action, symbol))
                .append(' ')
                .append(style.action(row.action, pad(row.head.get(1), widths[1])))
                .append("  ")
                .append(pad(row.head.get(2), widths[2]))
                .append(widths[3] == 0 ? "" : "  ")
                .append(pad(row.detail.getFirst(), widths[3]))
                .append("  ")
                .append(cause.equals(DITTO) ? style.dim(cause) : cause);
        if (row.disruption != Disruption.NONE) {
            line.append(' ').append(style.yellow("(" + row.disruption + ")"));
        }
        out.append(line.toString().stripTrailing()).append('\n');
        int indent = widths[0] + 2 + widths[4] + 1 + widths[1] + 2 + widths[2] + 2;
        for (String more : row.detail.subList(1, row.detail.size())) {
            out.append(" ".repeat(indent)).append(more).append('\n');
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
