package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.testing.contract.NamespaceContract;

/**
 * What every {@link io.jnetctl.kernel.Kernel} does, and what Linux does to one object when another goes: the tests that a kernel in
 * memory and the real one pass alike.
 */
public abstract class KernelContract implements NamespaceContract {}
