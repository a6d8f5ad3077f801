package io.jnetctl.reconciler.diff;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.reconciler.Desired;
import java.util.List;

/** One resource that is not as desired. */
public sealed interface Change {
    Key key();

    /** Desired, and not there. */
    record Added(Desired.Entry desired) implements Change {
        @Override
        public Key key() {
            return desired.resource().key();
        }
    }

    /** There, with attributes that can be set in place. */
    record Updated(Observed.Entry observed, Desired.Entry desired, List<AttributeChange> attributes) implements Change {
        public Updated {
            attributes = List.copyOf(attributes);
        }

        @Override
        public Key key() {
            return desired.resource().key();
        }
    }

    /** There, with an attribute that only making it anew can change. */
    record Replaced(Observed.Entry observed, Desired.Entry desired, List<AttributeChange> attributes)
            implements Change {
        public Replaced {
            attributes = List.copyOf(attributes);
        }

        @Override
        public Key key() {
            return desired.resource().key();
        }
    }

    /** There and ours, and not desired. */
    record Removed(Observed.Entry observed) implements Change {
        @Override
        public Key key() {
            return observed.resource().key();
        }
    }
}
