/**
 * Kernels for tests: {@link io.jnetctl.kernel.testing.MemoryKernel}, a host in memory;
 * {@link io.jnetctl.kernel.testing.FaultyKernel}, which fails when told; and {@link io.jnetctl.kernel.testing.KernelContract}, the tests
 * that hold the one in memory to the real one.
 */
@NullMarked
package io.jnetctl.kernel.testing;

import org.jspecify.annotations.NullMarked;
