/**
 * One look at the host: each namespace's tables are read once into a {@link io.jnetctl.kernel.linux.observe.NetnsSnapshot}, and what they
 * mean is told kind by kind.
 */
@NullMarked
package io.jnetctl.kernel.linux.observe;

import org.jspecify.annotations.NullMarked;
