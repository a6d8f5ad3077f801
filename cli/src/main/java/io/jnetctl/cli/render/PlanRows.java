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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The lines of a plan: a step each, but rules by what they are for. Those of one published port are one line, those of a link another,
 * and chains and rules that serve all stacks are counted where there are many of them; few of them are named, since then something
 * happened to them.
 */
final class PlanRows {
    /** So many chains and rules that all stacks share are named rather than counted. */
    private static final int NAMED = 3;

    private final Details details;
    private final boolean verbose;
    private final List<PlanRow> rows = new ArrayList<>();

    private PlanRows(Details details, boolean verbose) {
        this.details = details;
        this.verbose = verbose;
    }

    /** @param verbose whether each step has a line of its own */
    static List<PlanRow> of(Plan plan, Details details, boolean verbose) {
        PlanRows rows = new PlanRows(details, verbose);
        rows.add(plan.steps());
        return rows.rows;
    }

    private void add(List<Step> steps) {
        List<Step> together = new ArrayList<>();
        boolean many = steps.stream()
                        .filter(PlanRows::isShared)
                        .map(step -> step.operation().resource().key())
                        .distinct()
                        .count()
                > NAMED;
        for (Step step : steps) {
            if (!together.isEmpty()
                    && (!isOfFirewall(step) || together.getFirst().action() != step.action())) {
                addFirewall(together, many);
                together.clear();
            }
            if (isOfFirewall(step) && !verbose) {
                together.add(step);
            } else {
                rows.add(row(step));
            }
        }
        if (!together.isEmpty()) {
            addFirewall(together, many);
        }
    }

    /** Consecutive steps of one action: what belongs together makes a line where the first of it stands. */
    private void addFirewall(List<Step> steps, boolean many) {
        Map<String, List<Step>> lines = new LinkedHashMap<>();
        for (Step step : steps) {
            String line = RuleWords.subject(step.operation().resource(), owner(step))
                    .orElse(many ? "" : Integer.toString(step.number()));
            lines.computeIfAbsent(line, unused -> new ArrayList<>()).add(step);
        }
        lines.values().forEach(together -> rows.add(line(together)));
    }

    private PlanRow line(List<Step> together) {
        Step first = together.getFirst();
        if (!isShared(first)) {
            return use(together);
        }
        return together.size() == 1 ? row(first) : counted(together);
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

    private static PlanRow use(List<Step> steps) {
        Step first = steps.getFirst();
        List<Rule> rules =
                steps.stream().map(step -> (Rule) step.operation().resource()).toList();
        RuleWords words = RuleWords.of(rules, owner(first));
        return new PlanRow(
                StepNumbers.of(steps),
                first.action(),
                words.kind(),
                words.label(),
                List.of(words.detail()),
                causes(steps),
                disruption(steps));
    }

    /** The object that what is made belongs to; whose it was that goes is not known. */
    private static String owner(Step step) {
        return step.operation() instanceof Operation.Add add ? add.owner().object() : "";
    }

    private static PlanRow counted(List<Step> steps) {
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
                causes(steps),
                disruption(steps));
    }

    private static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String causes(List<Step> steps) {
        return steps.stream().map(Step::cause).distinct().collect(Collectors.joining("; "));
    }

    /** A removal interrupts nobody who is to stay; what is made again says so where it is made. */
    private static Disruption disruption(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.action() != Action.REMOVE)
                .map(Step::disruption)
                .max(Disruption::compareTo)
                .orElse(Disruption.NONE);
    }

    private static boolean isOfFirewall(Step step) {
        return step.operation().resource() instanceof Chain || step.operation().resource() instanceof Rule;
    }

    private static boolean isShared(Step step) {
        return isOfFirewall(step)
                && RuleWords.subject(step.operation().resource(), "").isEmpty();
    }
}
