package io.jnetctl.reconciler.journal;

/** Which way a run goes between what was before and what was asked for. */
public enum Direction {
    FORWARD,
    BACK
}
