/**
 * The command line: one picocli command a file, what they share in reading options and printing, and the {@linkplain
 * io.jnetctl.cli.Main entry point}, which alone opens the real kernel.
 */
@NullMarked
package io.jnetctl.cli;

import org.jspecify.annotations.NullMarked;
