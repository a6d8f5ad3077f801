package io.jnetctl.kernel.resource;

import org.jspecify.annotations.Nullable;

/**
 * A resource stands on a slot.
 *
 * @param slot what must be there before the resource can be made
 * @param whenGone what the kernel does to the resource when the slot's holder goes
 * @param attribute for DETACH and FOLLOW, the attribute that ties the resource to the slot
 */
public record Requirement(
        Slot slot, WhenGone whenGone, @Nullable String attribute) {
    Requirement(Slot slot, WhenGone whenGone) {
        this(slot, whenGone, null);
    }

    /** What the kernel does to a dependent; each is proven against the real kernel by a test. */
    public enum WhenGone {
        /** It goes too. */
        CASCADE,
        /** It goes too once no holder of the slot is left. */
        CASCADE_WITH_LAST,
        /** The removal is refused as long as the dependent is there. */
        REFUSE,
        /** It stays, without what it was tied to. */
        DETACH,
        /** It stays where it was, which is not where it should be once the slot's holder is made anew elsewhere: it is made anew too. */
        FOLLOW,
        /** Nothing. */
        KEEP
    }
}
