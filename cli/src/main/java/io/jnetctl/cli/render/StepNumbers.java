package io.jnetctl.cli.render;

import io.jnetctl.reconciler.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** The numbers of some steps in few signs: {@code 4}, {@code 4-27}, {@code 4-9,12}. */
final class StepNumbers {
    private static final int RANGES = 2;

    private StepNumbers() {}

    /** Of steps in their order; of many ranges only where they begin and end, {@code 4..41}. */
    static String of(List<Step> steps) {
        List<String> ranges = new ArrayList<>();
        int first = steps.getFirst().number();
        int last = first;
        for (Step step : steps.subList(1, steps.size())) {
            if (step.number() != last + 1) {
                ranges.add(range(first, last));
                first = step.number();
            }
            last = step.number();
        }
        ranges.add(range(first, last));
        return ranges.size() <= RANGES
                ? String.join(",", ranges)
                : steps.getFirst().number() + ".." + last;
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
