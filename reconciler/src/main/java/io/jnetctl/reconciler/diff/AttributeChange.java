package io.jnetctl.reconciler.diff;

import io.jnetctl.kernel.resource.Attribute;
import io.jnetctl.kernel.resource.Disruption;
import org.jspecify.annotations.Nullable;

/**
 * One attribute that differs.
 *
 * @param name the attribute's, or {@code owner} for the mark, {@code name} for a link's name
 */
public record AttributeChange(
        String name,
        @Nullable Object before,
        @Nullable Object after,
        Attribute.OnChange onChange,
        Disruption disruption) {
    /** The name under which the mark is compared. */
    public static final String OWNER = "owner";

    /** The name under which that of a link is compared, which otherwise is what makes it the one that it is. */
    static final String NAME = "name";

    /** The name under which that of a pair's peer is compared. */
    static final String INTERFACE = "interface";
}
