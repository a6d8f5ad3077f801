/**
 * The parts of {@link io.jnetctl.kernel.testing.KernelContract}, one an interface of tests for each kind of resource. Each test is a sentence
 * about what a Linux kernel does.
 */
@NullMarked
package io.jnetctl.kernel.testing.contract;

import org.jspecify.annotations.NullMarked;
