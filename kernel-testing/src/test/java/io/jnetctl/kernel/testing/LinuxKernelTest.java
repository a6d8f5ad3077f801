package io.jnetctl.kernel.testing;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.kernel.linux.host.PrivateHost;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, held to the kernel that the tests run on: each test in a host of its own. */
class LinuxKernelTest extends KernelContract {
    @RegisterExtension
    final InvocationInterceptor host = new InHost();

    private final Outside outside = new LinuxOutside();
    private @Nullable Kernel kernel;

    @Override
    public Kernel kernel() {
        return Objects.requireNonNull(kernel);
    }

    @Override
    public Outside outside() {
        return outside;
    }

    /** Runs the tests' bodies on the thread of a private host. */
    private final class InHost implements InvocationInterceptor {
        @Override
        public void interceptTestMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            run(invocation);
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            run(invocation);
        }

        private void run(Invocation<@Nullable Void> invocation) throws Exception {
            PrivateHost.call(() -> {
                try (Kernel opened = LinuxKernel.open()) {
                    kernel = opened;
                    return proceed(invocation);
                }
            });
        }

        private static @Nullable Void proceed(Invocation<@Nullable Void> invocation) throws Exception {
            try {
                return invocation.proceed();
            } catch (Exception | Error thrown) {
                throw thrown;
            } catch (Throwable thrown) {
                throw new AssertionError(thrown);
            }
        }
    }
}
