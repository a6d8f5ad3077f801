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

/** Runs the tests' bodies on the thread of a private host, each in one of its own, with the real kernel. */
final class InPrivateHost implements InvocationInterceptor {
    private final Runnable preparation;
    private @Nullable Kernel kernel;

    /**
     * For one class of tests.
     *
     * @param preparation what is done to each host first
     */
    InPrivateHost(Runnable preparation) {
        this.preparation = preparation;
    }

    Kernel kernel() {
        return Objects.requireNonNull(kernel);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation);
    }

    private void run(Invocation<@Nullable Void> invocation) throws Exception {
        PrivateHost.call(() -> {
            preparation.run();
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
