package io.jnetctl.reconciler;

import static java.util.Objects.requireNonNull;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was ours at an earlier moment, as what is desired now. What was half made then, or stood unmarked among what is ours, is not
 * brought back: it was on its way out.
 */
public final class WayBack {
    private static final String REASON = "as it was before";

    private WayBack() {}

    /** All that the way back will need to know of an observation. */
    public static List<Observed.Entry> ours(Collection<Observed.Entry> before, Set<String> stacks) {
        Desired nothing = Desired.nothing(stacks);
        return before.stream().filter(entry -> isOurs(entry.owner(), nothing)).toList();
    }

    static Desired to(Collection<Observed.Entry> before, Set<String> stacks) {
        return Desired.of(
                stacks,
                ours(before, stacks).stream()
                        .map(entry -> new Desired.Entry(entry.resource(), requireNonNull(entry.owner()), REASON))
                        .toList());
    }

    private static boolean isOurs(@Nullable Owner owner, Desired nothing) {
        return owner != null
                && nothing.manages(owner.stack())
                && !owner.equals(Owner.UNEXPECTED)
                && !owner.object().isEmpty();
    }
}
