package io.jnetctl.kernel.resource;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of a kind.
 *
 * @param name as plans and JSON show it, and as {@link io.jnetctl.kernel.Operation.Update#changed()} names it
 * @param component the record component that holds it
 * @param get reads it; null in a desired resource means "do not care"
 * @param onChange what it takes to change it
 * @param disruption what users of the resource notice of a change
 */
public record Attribute<R extends Resource>(
        String name, String component, Function<R, @Nullable Object> get, OnChange onChange, Disruption disruption) {
    public enum OnChange {
        /** Set in place. */
        UPDATE,
        /** Only by taking the resource away and making it anew. */
        REPLACE
    }
}
