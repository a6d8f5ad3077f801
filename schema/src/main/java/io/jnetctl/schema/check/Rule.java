package io.jnetctl.schema.check;

import io.jnetctl.schema.Manifest;

/** One subject's rules. A rule does not rely on another one having passed. */
@FunctionalInterface
interface Rule {
    void check(Manifest manifest, Findings findings);
}
