package io.jnetctl.kernel.linux.sys;

import io.jnetctl.kernel.KernelException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** What a thread of its own finds out, in the namespaces of the thread that started it, which goes on with something else. */
public final class Beside<T> implements Supplier<T> {
    private final FutureTask<T> task;
    private final String name;

    private Beside(String name, FutureTask<T> task) {
        this.name = name;
        this.task = task;
    }

    /** @param name of the thread */
    public static <T> Beside<T> start(String name, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread.ofPlatform().daemon().name(name).start(task);
        return new Beside<>(name, task);
    }

    /**
     * Waits for it. What it throws is thrown here.
     *
     * @throws KernelException with EINTR when the waiting thread is interrupted
     */
    @Override
    public T get() {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KernelException("EINTR", name + ": interrupted", e);
        }
    }
}
