package io.jnetctl.cli.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of a file that come and go, as {@code -old} and {@code +new}. */
final class LineChanges {
    private static final int SHOWN = 8;

    private LineChanges() {}

    static List<String> between(List<String> before, List<String> after) {
        List<String> changes = new ArrayList<>();
        missing(before, after).forEach(line -> changes.add("-" + line));
        missing(after, before).forEach(line -> changes.add("+" + line));
        if (changes.isEmpty()) {
            return List.of("lines in another order");
        }
        if (changes.size() <= SHOWN) {
            return changes;
        }
        List<String> first = new ArrayList<>(changes.subList(0, SHOWN));
        first.add("... and " + (changes.size() - SHOWN) + " more lines");
        return first;
    }

    /** The lines of {@code these} that {@code others} has not, as often as it has them fewer times. */
    private static List<String> missing(List<String> these, List<String> others) {
        Map<String, Integer> left = new HashMap<>();
        others.forEach(line -> left.merge(line, 1, Integer::sum));
        List<String> missing = new ArrayList<>();
        for (String line : these) {
            if (left.merge(line, -1, Integer::sum) < 0) {
                missing.add(line);
            }
        }
        return missing;
    }
}
