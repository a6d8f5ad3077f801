/**
 * Turns a {@link io.jnetctl.reconciler.diff.Diff} into ordered steps. Order is derived from what resources provide and require, and from
 * what the kernel does to a dependent when its requirement goes; nothing is ordered by hand. docs/kernel-rules.md has the table.
 */
@NullMarked
package io.jnetctl.reconciler.plan;

import org.jspecify.annotations.NullMarked;
