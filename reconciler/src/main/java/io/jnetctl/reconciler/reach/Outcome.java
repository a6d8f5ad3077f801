package io.jnetctl.reconciler.reach;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a packet and its answer. */
public sealed interface Outcome {
    /**
     * It arrives, and the answer comes back.
     *
     * @param reason in the user's terms
     * @param decided the rule that let it pass, null where none had to
     */
    record Reached(String reason, @Nullable FirewallRule decided) implements Outcome {}

    /**
     * It does not arrive, or the answer does not come back.
     *
     * @param reason in the user's terms
     * @param decided the rule that stopped it, null where none did
     */
    record Stopped(String reason, @Nullable FirewallRule decided) implements Outcome {}

    /**
     * It cannot be told.
     *
     * @param dependsOn a rule that is not understood and that decides
     */
    record Unclear(FirewallRule dependsOn) implements Outcome {}

    default boolean isReached() {
        return this instanceof Reached;
    }

    /** The rule that decided, where one did. */
    default Optional<FirewallRule> rule() {
        return switch (this) {
            case Reached reached -> Optional.ofNullable(reached.decided());
            case Stopped stopped -> Optional.ofNullable(stopped.decided());
            case Unclear unclear -> Optional.of(unclear.dependsOn());
        };
    }
}
