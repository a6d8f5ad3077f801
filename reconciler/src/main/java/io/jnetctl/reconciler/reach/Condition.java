package io.jnetctl.reconciler.reach;

/** One match of a rule. */
@FunctionalInterface
interface Condition {
    Condition UNKNOWN = (transit, host) -> Kleene.UNKNOWN;

    Kleene test(Transit transit, Routing host);

    default Condition negated(boolean yes) {
        return yes ? (transit, host) -> test(transit, host).not() : this;
    }
}
