/** The manifests of {@code manifests/examples}, every one planned, applied, used and destroyed on a real kernel, in a private host. */
@NullMarked
package io.jnetctl.golden.examples;

import org.jspecify.annotations.NullMarked;
