package io.jnetctl.reconciler.drift;

import io.jnetctl.reconciler.Desired;
import io.jnetctl.schema.External;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.Stack;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Stacks that own something on a host, and that no manifest speaks of. */
public final class Orphans {
    private Orphans() {}

    /**
     * Those of {@code stacks} that the manifest neither describes nor uses a network of.
     *
     * @param stacks that own something, as {@link io.jnetctl.kernel.HostFacts#stacks()} has them
     */
    public static SortedSet<String> among(Set<String> stacks, Manifest manifest) {
        SortedSet<String> orphans = new TreeSet<>(stacks);
        orphans.remove(Desired.SHARED);
        for (Stack stack : manifest.stacks()) {
            orphans.remove(stack.name());
            for (Network network : stack.networks()) {
                if (network.external() instanceof External.OtherStack(String other, String _)) {
                    orphans.remove(other);
                }
            }
        }
        return orphans;
    }
}
