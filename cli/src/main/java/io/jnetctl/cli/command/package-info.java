/**
 * One command a file. A command is made with a {@link io.jnetctl.cli.command.Session}, reads its options by picocli's annotations, and
 * returns its exit code; what it cannot do it throws as a {@link io.jnetctl.cli.host.Failure}.
 */
@NullMarked
package io.jnetctl.cli.command;

import org.jspecify.annotations.NullMarked;
