package io.jnetctl.reconciler;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What was ours at an earlier moment, as what is desired now. What was half made then, or stood unmarked among what is ours, is not
 * brought back: it was on its way out.
 */
final class WayBack {
    private static final String REASON = "as it was before";

    private WayBack() {}

    static Desired to(Observed before, Set<String> stacks) {
        Desired nothing = Desired.nothing(stacks);
        List<Desired.Entry> entries = new ArrayList<>();
        for (Observed.Entry entry : before.entries().values()) {
            Owner owner = entry.owner();
            if (owner != null
                    && nothing.manages(owner.stack())
                    && !owner.equals(Owner.UNEXPECTED)
                    && !owner.object().isEmpty()) {
                entries.add(new Desired.Entry(entry.resource(), owner, REASON));
            }
        }
        return Desired.of(stacks, entries);
    }
}
