/**
 * Keeping a host as its manifests say: waiting for changes, and repairing what they broke with the plan that {@code apply} would make.
 *
 * <pre>{@code
 * try (Watch watch = new Watch(kernel, manifests, holder, timing, System::nanoTime, log, supervisor)) {
 *     watch.run(manifest); // until watch.stop()
 * }
 * }</pre>
 */
@NullMarked
package io.jnetctl.cli.watch;

import org.jspecify.annotations.NullMarked;
