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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a plan: a step each, but rules by what they are for. Those of one published port are one line, those of a link another,
 * and chains and rules that serve all stacks are counted where there are many of them; few of them are named, since then something
 * happened to them.
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
        Map<String, List<Titled>> lines = new LinkedHashMap<>();
        for (Titled titled : steps) {
            RuleWords words = titled.words();
            String shared = many ? "" : Integer.toString(titled.step().number());
            String line = words == null ? shared : words.subject();
            lines.computeIfAbsent(line, unused -> new ArrayList<>()).add(titled);
        }
        lines.values().forEach(together -> rows.add(line(together)));
    }

    private PlanRow line(List<Titled> together) {
        List<Step> steps = new ArrayList<>(together.size());
        List<RuleWords> words = new ArrayList<>(together.size());
        for (Titled titled : together) {
            steps.add(titled.step());
            if (titled.words() != null) {
                words.add(titled.words());
            }
        }
        if (!words.isEmpty()) {
            return use(steps, words);
        }
        return steps.size() == 1 ? row(steps.getFirst()) : counted(steps);
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

    private static PlanRow use(List<Step> steps, List<RuleWords> words) {
        RuleWords first = words.getFirst();
        return new PlanRow(
                StepNumbers.of(steps),
                steps.getFirst().action(),
                first.kind(),
                first.label(),
                List.of(RuleWords.detail(words)),
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
        Set<String> causes = new LinkedHashSet<>();
        steps.forEach(step -> causes.add(step.cause()));
        return String.join("; ", causes);
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
