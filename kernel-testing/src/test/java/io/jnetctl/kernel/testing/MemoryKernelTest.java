package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.Kernel;

class MemoryKernelTest extends KernelContract {
    private final MemoryKernel kernel = new MemoryKernel();

    @Override
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public Outside outside() {
        return kernel.outside();
    }
}
