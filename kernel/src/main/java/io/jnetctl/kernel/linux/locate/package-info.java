/** Finds the namespaces that others made: by path, by process, by the name that a container engine knows. */
@NullMarked
package io.jnetctl.kernel.linux.locate;

import org.jspecify.annotations.NullMarked;
