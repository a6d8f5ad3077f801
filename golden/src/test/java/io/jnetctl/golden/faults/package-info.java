/**
 * What goes wrong on a host, tried on private ones: processes that are killed, full and read-only file systems, tools that fail, things
 * that vanish. Whatever it is, the next apply converges, nothing of ours is left after a destroy, and what is others' never changes.
 */
@NullMarked
package io.jnetctl.golden.faults;

import org.jspecify.annotations.NullMarked;
