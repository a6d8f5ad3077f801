package io.jnetctl.cli.render;

import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.plan.Action;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a plan: a step each, but rules by what they are for. Those of one published port, or of several that follow each other, are
 * one line, those of a link another, and chains and rules that serve all stacks are counted where there are many of them; few of them are
 * named, since then something happened to them.
 */
final class PlanRows {
    /** So many chains and rules that all stacks share are named rather than counted. */
    private static final int NAMED = 3;

    private final Details details;
    private final List<PlanRow> rows = new ArrayList<>();

    private PlanRows(Details details) {
        this.details = details;
    }

    /** @param words what a rule is for; null for all else */
    private record Titled(Step step, @Nullable RuleWords words) {
        static Titled of(Step step) {
            Resource resource = step.operation().resource();
            return new Titled(step, RuleWords.of(resource, owner(step)).orElse(null));
        }

        boolean isOfFirewall() {
            return step.operation().resource() instanceof Chain
                    || step.operation().resource() instanceof Rule;
        }

        /** Whether it serves all stacks. */
        boolean isShared() {
            return isOfFirewall() && words == null;
        }
    }

    /** @param verbose whether each step has a line of its own */
    static List<PlanRow> of(Plan plan, Details details, boolean verbose) {
        PlanRows rows = new PlanRows(details);
        if (verbose) {
            plan.steps().forEach(step -> rows.rows.add(rows.row(step)));
        } else {
            rows.add(plan.steps().stream().map(Titled::of).toList());
        }
        return rows.rows;
    }

    private void add(List<Titled> steps) {
        List<Titled> together = new ArrayList<>();
        boolean many = steps.stream()
                        .filter(Titled::isShared)
                        .map(titled -> titled.step().operation().resource().key())
                        .distinct()
                        .count()
                > NAMED;
        for (Titled titled : steps) {
            if (!together.isEmpty()
                    && (!titled.isOfFirewall()
                            || together.getFirst().step().action()
                                    != titled.step().action())) {
                addFirewall(together, many);
                together.clear();
            }
            if (titled.isOfFirewall()) {
                together.add(titled);
            } else {
                rows.add(row(titled.step()));
            }
        }
        if (!together.isEmpty()) {
            addFirewall(together, many);
        }
    }

    /** Consecutive steps of one action: what belongs together makes a line where the first of it stands. */
    private void addFirewall(List<Titled> steps, boolean many) {
        RuleLines<Step> lines = new RuleLines<>();
        for (Titled titled : steps) {
            RuleWords words = titled.words();
            Step step = titled.step();
            Object shared = many ? "" : step.number();
            lines.add(words == null ? shared : words.use(), "", words, step.cause(), step);
        }
        lines.lines().forEach(line -> rows.add(row(line)));
    }

    private PlanRow row(RuleLines.Line<Step> line) {
        List<Step> steps = line.items();
        RuleUse use = line.use();
        if (use == null) {
            return steps.size() == 1 ? row(steps.getFirst()) : counted(steps, line.cause());
        }
        return new PlanRow(
                StepNumbers.of(steps),
                steps.getFirst().action(),
                use.kind(),
                use.label(),
                List.of(use.detail(line.variants())),
                line.cause(),
                disruption(steps));
    }

    private PlanRow row(Step step) {
        Resource resource = step.operation().resource();
        return new PlanRow(
                Integer.toString(step.number()),
                step.action(),
                resource.kind().name(),
                Details.label(resource),
                details.of(step),
                step.cause(),
                disruption(List.of(step)));
    }

    /** The object that what is made belongs to; whose it was that goes is not known. */
    private static String owner(Step step) {
        return step.operation() instanceof Operation.Add add ? add.owner().object() : "";
    }

    private static PlanRow counted(List<Step> steps, String cause) {
        long chains = steps.stream()
                .filter(step -> step.operation().resource() instanceof Chain)
                .count();
        long rules = steps.size() - chains;
        String what = chains == 0
                ? count(rules, "rule")
                : rules == 0 ? count(chains, "chain") : steps.size() + " chains and rules";
        return new PlanRow(
                StepNumbers.of(steps),
                steps.getFirst().action(),
                "firewall",
                what,
                List.of("--verbose lists them"),
                cause,
                disruption(steps));
    }

    private static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** A removal interrupts nobody who is to stay; what is made again says so where it is made. */
    private static Disruption disruption(List<Step> steps) {
        Disruption most = Disruption.NONE;
        for (Step step : steps) {
            if (step.action() != Action.REMOVE && step.disruption().compareTo(most) > 0) {
                most = step.disruption();
            }
        }
        return most;
    }
}
