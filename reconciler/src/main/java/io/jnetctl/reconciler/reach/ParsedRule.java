package io.jnetctl.reconciler.reach;

import java.util.List;

/** A rule, understood as far as it can be. */
record ParsedRule(FirewallRule rule, List<Condition> conditions, Target target) {
    ParsedRule {
        conditions = List.copyOf(conditions);
    }

    Kleene matches(Transit transit, Routing host) {
        Kleene all = Kleene.TRUE;
        for (Condition condition : conditions) {
            all = all.and(condition.test(transit, host));
            if (all == Kleene.FALSE) {
                return all;
            }
        }
        return all;
    }
}
