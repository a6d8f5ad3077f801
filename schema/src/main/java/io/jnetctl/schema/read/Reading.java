package io.jnetctl.schema.read;

import io.jnetctl.schema.Places;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import org.jspecify.annotations.Nullable;

/** What all readers of one run share: where they complain, and what they note for the rules. */
final class Reading {
    private static final int EXPANDED_PORTS = 500_000;

    private final Diagnostics diagnostics;
    private final Places places;
    private int expandedPorts;

    Reading(Diagnostics diagnostics, Places places) {
        this.diagnostics = diagnostics;
        this.places = places;
    }

    void error(SourcePos pos, String message, @Nullable String hint) {
        diagnostics.error(pos, message, hint);
    }

    void warning(SourcePos pos, String message, @Nullable String hint) {
        diagnostics.warning(pos, message, hint);
    }

    Places places() {
        return places;
    }

    /** Whether so many more ports may be written out: ranges are short to write and long to hold. */
    boolean admitPorts(int count, SourcePos pos) {
        if (expandedPorts + count > EXPANDED_PORTS) {
            error(
                    pos,
                    "the port ranges so far stand for more than " + EXPANDED_PORTS + " ports",
                    "name the ports that are used");
            return false;
        }
        expandedPorts += count;
        return true;
    }
}
