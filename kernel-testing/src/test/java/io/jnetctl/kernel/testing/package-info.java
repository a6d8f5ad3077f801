/** Tests of the kernels for tests. */
@NullMarked
package io.jnetctl.kernel.testing;

import org.jspecify.annotations.NullMarked;
