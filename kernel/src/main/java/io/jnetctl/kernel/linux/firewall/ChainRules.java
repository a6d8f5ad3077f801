package io.jnetctl.kernel.linux.firewall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a chain in order, found by what they say. */
final class ChainRules {
    private final RuleOrder order = new RuleOrder();
    private final Map<String, Copies> byText = new HashMap<>();

    /** Rules that say the same, each list in the order of the chain. */
    private record Copies(List<SavedRule> marked, List<SavedRule> unmarked) {
        List<SavedRule> alike(SavedRule rule) {
            return rule.owner() != null ? marked : unmarked;
        }

        boolean isEmpty() {
            return marked.isEmpty() && unmarked.isEmpty();
        }
    }

    Iterable<SavedRule> rules() {
        return order;
    }

    boolean isEmpty() {
        return order.size() == 0;
    }

    int size() {
        return order.size();
    }

    /** Its place as {@code -I} counts, from 1. */
    int position(SavedRule rule) {
        return order.position(rule);
    }

    /** The marked rules that say this, in the order of the chain. */
    List<SavedRule> marked(String text) {
        Copies copies = byText.get(text);
        return copies == null ? List.of() : copies.marked;
    }

    /** The rules that say this and have no mark, in the order of the chain. */
    List<SavedRule> unmarked(String text) {
        Copies copies = byText.get(text);
        return copies == null ? List.of() : copies.unmarked;
    }

    /** Which of those that say the same it is: marked ones count before others. */
    int copy(SavedRule rule) {
        Copies copies = byText.get(rule.text());
        if (copies == null) {
            throw new IllegalStateException("none of our business: " + rule.specification());
        }
        int before = rule.owner() != null ? 0 : copies.marked.size();
        return before + copies.alike(rule).indexOf(rule);
    }

    /** The place of the first marked rule, or null. */
    @Nullable Integer firstMarked() {
        int position = 1;
        for (SavedRule rule : order) {
            if (rule.owner() != null) {
                return position;
            }
            position++;
        }
        return null;
    }

    /** How many marked rules stand before all others. */
    int leadingMarked() {
        int leading = 0;
        for (SavedRule rule : order) {
            if (rule.owner() == null) {
                return leading;
            }
            leading++;
        }
        return leading;
    }

    void insert(int position, SavedRule rule) {
        boolean last = position > order.size();
        order.insert(position, rule);
        String text = rule.text();
        if (text != null) {
            List<SavedRule> alike = byText.computeIfAbsent(
                            text, absent -> new Copies(new ArrayList<>(1), new ArrayList<>(0)))
                    .alike(rule);
            int at = alike.size();
            while (!last && at > 0 && order.position(alike.get(at - 1)) > position) {
                at--;
            }
            alike.add(at, rule);
        }
    }

    void remove(SavedRule rule) {
        order.remove(rule);
        String text = rule.text();
        Copies copies = text == null ? null : byText.get(text);
        if (text != null && copies != null) {
            copies.alike(rule).remove(rule);
            if (copies.isEmpty()) {
                byText.remove(text);
            }
        }
    }
}
