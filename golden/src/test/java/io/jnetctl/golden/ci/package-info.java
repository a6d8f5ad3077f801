/** Runs the steps of the pipelines in dist/ci, with fixtures for the repository and for the programs that would reach out. */
@NullMarked
package io.jnetctl.golden.ci;

import org.jspecify.annotations.NullMarked;
