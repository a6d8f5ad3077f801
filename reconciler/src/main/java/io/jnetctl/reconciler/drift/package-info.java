/**
 * How a host differs from its manifests: a diff told object by object, for those who watch rather than change. Nothing here decides what is
 * done about it; that is the plan's.
 */
@NullMarked
package io.jnetctl.reconciler.drift;

import org.jspecify.annotations.NullMarked;
