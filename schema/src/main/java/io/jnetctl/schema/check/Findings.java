package io.jnetctl.schema.check;

import io.jnetctl.schema.Places;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import org.jspecify.annotations.Nullable;

/** Where rules put what they find. */
record Findings(Places places, Diagnostics diagnostics) {
    void error(SourcePos pos, String message, @Nullable String hint) {
        diagnostics.error(pos, message, hint);
    }

    /** Where a part of what is at a place was written. */
    SourcePos place(SourcePos owner, Object part) {
        return places.of(owner, part);
    }
}
