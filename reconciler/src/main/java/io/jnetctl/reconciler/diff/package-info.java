/** Compares what is desired with what is observed, attribute by attribute, by the {@link io.jnetctl.kernel.resource.Kind} tables alone. */
@NullMarked
package io.jnetctl.reconciler.diff;

import org.jspecify.annotations.NullMarked;
