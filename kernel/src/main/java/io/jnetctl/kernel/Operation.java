package io.jnetctl.kernel;

import io.jnetctl.kernel.resource.Resource;
import java.util.Set;

/** One change to the kernel: a verb and a resource. */
public sealed interface Operation {
    /** The resource as it is after the operation, or for a removal as it was before. */
    Resource resource();

    /** Makes a resource that is not there, marked as {@code owner}'s; refused with EEXIST when it is. */
    record Add(Resource resource, Owner owner) implements Operation {}

    /**
     * Changes attributes of a resource in place; the object stays the same one.
     *
     * @param changed names of the attributes to set, as in {@link io.jnetctl.kernel.resource.Kind#attributes()}; {@code owner} stands
     *     for the mark, {@code name} for the name of a link, and {@code interface} for that of a pair's peer: the link that has the name
     *     before gets the other one, and keeps all that it has
     */
    record Update(Resource before, Resource resource, Set<String> changed, Owner owner) implements Operation {
        public Update {
            changed = Set.copyOf(changed);
        }
    }

    /** Takes a resource away, with all that the kernel takes with it. */
    record Remove(Resource resource) implements Operation {}
}
