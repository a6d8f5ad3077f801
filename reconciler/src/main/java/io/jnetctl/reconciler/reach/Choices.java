package io.jnetctl.reconciler.reach;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Whether rules match that are not understood: each is taken to match and not to match, in turn, so that only those are told of on which
 * the answer hangs.
 */
final class Choices {
    /** How many ways are tried; beyond, the answer is taken to hang on the last rule met. */
    private static final int MOST = 512;

    private final List<Boolean> fixed;
    private final List<Question> asked = new ArrayList<>();

    private Choices(List<Boolean> fixed) {
        this.fixed = fixed;
    }

    private record Question(FirewallRule rule, Transit transit) {}

    /** The same for the same packet at the same rule. */
    boolean matches(FirewallRule rule, Transit transit) {
        Question question = new Question(rule, transit);
        int known = asked.indexOf(question);
        int index = known < 0 ? asked.size() : known;
        if (known < 0) {
            asked.add(question);
        }
        return index < fixed.size() && fixed.get(index);
    }

    /** Follows a packet by all ways that it may take; unclear where they end differently. */
    static Outcome explore(Function<Choices, Outcome> follow) {
        Deque<List<Boolean>> left = new ArrayDeque<>(List.of(List.of()));
        Outcome first = null;
        for (int tried = 0; !left.isEmpty(); tried++) {
            List<Boolean> fixed = left.removeFirst();
            Choices choices = new Choices(fixed);
            Outcome outcome = follow.apply(choices);
            if (first == null) {
                first = outcome;
            } else if (tried == MOST || outcome.isReached() != first.isReached()) {
                return new Outcome.Unclear(choices.asked.get(fixed.size() - 1).rule());
            }
            for (int i = fixed.size(); i < choices.asked.size(); i++) {
                List<Boolean> other = new ArrayList<>(fixed);
                while (other.size() < i) {
                    other.add(false);
                }
                other.add(true);
                left.addLast(other);
            }
        }
        if (first == null) {
            throw new IllegalStateException("no way was tried");
        }
        return first;
    }
}
