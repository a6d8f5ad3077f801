package io.jnetctl.kernel.testing;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back what the operation under way has done so far, so that a refused one changes nothing. */
final class Undo {
    private final Deque<Runnable> inverses = new ArrayDeque<>();
    private final Runnable whenDone;

    /** @param whenDone told of each operation that was done */
    Undo(Runnable whenDone) {
        this.whenDone = whenDone;
    }

    void record(Runnable inverse) {
        inverses.push(inverse);
    }

    /** Runs {@code operation} whole or, when it throws, not at all. */
    void wholly(Runnable operation) {
        inverses.clear();
        boolean done = false;
        try {
            operation.run();
            done = true;
        } finally {
            if (!done) {
                while (!inverses.isEmpty()) {
                    inverses.pop().run();
                }
            }
        }
        whenDone.run();
    }
}
