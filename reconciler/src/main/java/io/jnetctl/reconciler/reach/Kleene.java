package io.jnetctl.reconciler.reach;

/** A truth value of three: a match that is not understood may be either. */
enum Kleene {
    TRUE,
    FALSE,
    UNKNOWN;

    static Kleene of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Kleene and(Kleene other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : TRUE;
    }

    Kleene or(Kleene other) {
        return not().and(other.not()).not();
    }

    Kleene not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
