package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.resource.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says of which rules the place must change so that those of a chain stand in order: of as few as can be. What stands in order already
 * (the longest common subsequence of the order desired and the one observed) stays where it is, and the others come after their
 * predecessor. In a chain that others use too, what does not stand before theirs is to be moved anyhow, and so is in no order.
 */
final class RuleOrder {
    private RuleOrder() {}

    /**
     * Says what is desired of each rule.
     *
     * @param observed the rules of the chain that are ours, in its order; those that others' rules stand before must move in any case
     */
    static List<Rule> settle(FixedChain chain, Collection<Rule> observed) {
        Set<List<String>> desired = new HashSet<>(chain.rules());
        Set<List<String>> inOrder = new HashSet<>(common(
                chain.rules(),
                observed.stream()
                        .filter(rule -> !chain.isBuiltIn() || Boolean.TRUE.equals(rule.first()))
                        .map(Rule::arguments)
                        .filter(desired::contains)
                        .distinct()
                        .toList()));
        List<Rule> settled = new ArrayList<>(chain.rules().size());
        Boolean first = chain.isBuiltIn() ? true : null;
        String before = "";
        for (List<String> arguments : chain.rules()) {
            String after = !chain.ordered() || inOrder.contains(arguments) ? null : before;
            Rule rule = new Rule(chain.family(), chain.table(), chain.name(), arguments, 0, first, after);
            settled.add(rule);
            before = rule.label();
        }
        return settled;
    }

    /** The longest common subsequence of two lists, each without repeats. */
    private static List<List<String>> common(List<List<String>> one, List<List<String>> other) {
        if (one.equals(other)) {
            return one;
        }
        int[][] length = new int[one.size() + 1][other.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                length[i][j] = one.get(i).equals(other.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        List<List<String>> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() && j < other.size()) {
            if (one.get(i).equals(other.get(j))) {
                common.add(one.get(i));
                i++;
                j++;
            } else if (length[i + 1][j] >= length[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }
}
