package io.jnetctl.reconciler.drift;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.diff.AttributeChange;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One object that is not as the manifests say.
 *
 * @param resource as desired where it is missing or changed, else as found
 * @param owner of the desired object, or of what was found; null for a foreign one
 * @param attributes for a changed one what differs: found before, desired after
 * @param reason why it is desired, or why it should not be there
 * @param lostWith for a missing one, the object that must be there first and is not; null where it is missing by itself
 */
public record Difference(
        State state,
        Resource resource,
        @Nullable Owner owner,
        List<AttributeChange> attributes,
        String reason,
        @Nullable Resource lostWith) {
    public Difference {
        attributes = List.copyOf(attributes);
    }

    /** In what way it differs. */
    public enum State {
        /** Desired, and not there. */
        MISSING,
        /** There, with other attributes. */
        CHANGED,
        /** A stack of the manifests owns it, and they do not have it. */
        UNEXPECTED,
        /** A stack owns it that no manifest given names. */
        ORPHANED,
        /** A foreign object stands where one of the manifests' should be. */
        IN_THE_WAY;

        /** As people read it. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** As programs read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The stack whose manifest it concerns; of what is in the way, of the desired object. */
    public String stack() {
        return owner == null ? "" : owner.stack();
    }
}
