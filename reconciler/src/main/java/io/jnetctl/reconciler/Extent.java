package io.jnetctl.reconciler;

import io.jnetctl.kernel.Owner;
import java.util.Optional;
import java.util.Set;

/**
 * How much of what jnetctl owns a plan speaks for.
 *
 * @param stacks the stacks that it is for
 * @param objects their containers and networks that it is for; empty for all that the stacks own
 */
public record Extent(Set<String> stacks, Optional<Set<Owner>> objects) {
    public Extent {
        stacks = Set.copyOf(stacks);
        objects = objects.map(Set::copyOf);
    }

    static Extent ofStacks(Set<String> stacks) {
        return new Extent(stacks, Optional.empty());
    }

    public boolean covers(Owner owner) {
        return objects.isPresent() ? objects.get().contains(whole(owner)) : stacks.contains(owner.stack());
    }

    /** The container or network that something belongs to: {@code shop/web} for {@code shop/web/front}. */
    public static Owner whole(Owner owner) {
        int slash = owner.object().indexOf('/');
        return slash < 0 ? owner : new Owner(owner.stack(), owner.object().substring(0, slash));
    }
}
