package io.jnetctl.reconciler.reach;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule of the host's packet filter.
 *
 * @param number its place in the chain, from 1; 0 for the chain's policy
 * @param words as iptables-save prints them, with the comment
 */
public record FirewallRule(Family family, String table, String chain, int number, List<String> words) {
    private static final String COMMENT = "--comment";

    public FirewallRule {
        words = List.copyOf(words);
    }

    /** Whose it is by its comment. */
    public Optional<Owner> owner() {
        int at = words.indexOf(COMMENT);
        return at < 0 || at + 1 >= words.size() ? Optional.empty() : Owner.parse(words.get(at + 1));
    }

    public boolean isPolicy() {
        return number == 0;
    }

    /** {@code ip filter FORWARD 3: -i eth0 -j DROP}, without the mark of ours. */
    @Override
    public String toString() {
        String place = (family == Family.V4 ? "ip " : "ip6 ") + table + " " + chain;
        List<String> shown = new ArrayList<>(words);
        if (owner().isPresent()) {
            int at = shown.indexOf(COMMENT);
            shown.subList(Math.max(0, at - 2), at + 2).clear();
        }
        return isPolicy()
                ? place + " policy " + String.join(" ", shown)
                : place + " " + number + ": " + String.join(" ", shown);
    }
}
