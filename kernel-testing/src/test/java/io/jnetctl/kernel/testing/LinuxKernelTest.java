package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.Kernel;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, held to the kernel that the tests run on: each test in a host of its own. */
class LinuxKernelTest extends KernelContract {
    @RegisterExtension
    final InPrivateHost host = new InPrivateHost(() -> {});

    private final Outside outside = new LinuxOutside();

    @Override
    public Kernel kernel() {
        return host.kernel();
    }

    @Override
    public Outside outside() {
        return outside;
    }
}
