/** Carries out a plan on a kernel, and says honestly what became of each step. */
@NullMarked
package io.jnetctl.reconciler.execute;

import org.jspecify.annotations.NullMarked;
