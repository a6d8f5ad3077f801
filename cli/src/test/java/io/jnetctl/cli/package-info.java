/** Runs the whole command line in-process over a host in memory. */
@NullMarked
package io.jnetctl.cli;

import org.jspecify.annotations.NullMarked;
