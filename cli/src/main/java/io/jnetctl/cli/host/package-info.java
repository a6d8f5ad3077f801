/**
 * What a command may touch beyond its arguments: an {@link io.jnetctl.cli.host.Environment} of variables, streams and a working
 * directory, and a {@link io.jnetctl.cli.host.Machine} to work on. Tests give both:
 *
 * <pre>{@code
 * Environment environment = Environment.of(Machine.of(() -> kernel), directory, out, err);
 * int exitCode = Jnetctl.run(List.of("plan"), environment);
 * }</pre>
 */
@NullMarked
package io.jnetctl.cli.host;

import org.jspecify.annotations.NullMarked;
