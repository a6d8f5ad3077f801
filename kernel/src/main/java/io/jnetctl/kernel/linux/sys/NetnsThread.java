package io.jnetctl.kernel.linux.sys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that visits network namespaces and comes home after each visit. What it opens there, such as a socket, keeps
 * belonging to that namespace; {@code /proc/sys/net} is that of the namespace it is in.
 *
 * <p>Home is the namespace of the thread that called {@link #start}, and so are its mounts: a new thread has those of its maker.
 * A call from the thread itself runs at once, so visits can be made in one hop from thread to thread:
 *
 * <pre>{@code
 * thread.call(() -> {
 *     for (Fd netns : all) {
 *         sockets.add(thread.callIn(netns, () -> NetlinkSocket.open(NetlinkProtocol.ROUTE)));
 *     }
 *     return sockets;
 * });
 * }</pre>
 */
public final class NetnsThread implements AutoCloseable {
    private final ExecutorService executor;
    private final Thread thread;
    private final Fd home;

    /** Where the thread is; only the thread itself looks at it. */
    private Fd here;

    private NetnsThread(ExecutorService executor, Thread thread, Fd home) {
        this.executor = executor;
        this.thread = thread;
        this.home = home;
        this.here = home;
    }

    /** Starts a daemon thread in the namespaces of the calling one. */
    public static NetnsThread start(String name) {
        ExecutorService executor = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
        try {
            Thread thread = on(executor, Thread::currentThread);
            return new NetnsThread(executor, thread, on(executor, Namespaces::currentNetns));
        } catch (RuntimeException | Error e) {
            executor.shutdown();
            throw e;
        }
    }

    /** Runs the body on this thread, at home. */
    public <T> T call(Callable<T> body) {
        return Thread.currentThread() == thread ? run(body) : on(executor, body);
    }

    /** Runs the body on this thread, inside the namespace. */
    public <T> T callIn(Fd netns, Callable<T> body) {
        return call(() -> {
            Fd before = here;
            enter(netns);
            try {
                return body.call();
            } finally {
                enter(before);
            }
        });
    }

    /** Makes a network namespace. It has only lo, down, and lives as long as the descriptor, unless it is bound to a path. */
    public Fd createNetns() {
        return call(() -> {
            Namespaces.unshare(Namespaces.NETWORK);
            try {
                return Namespaces.currentNetns();
            } finally {
                Namespaces.enterNetns(here);
            }
        });
    }

    private void enter(Fd netns) {
        Namespaces.enterNetns(netns);
        here = netns;
    }

    /** Ends the thread once it has done what it was given. */
    @Override
    public void close() {
        executor.close();
        home.close();
    }

    private static <T> T on(ExecutorService executor, Callable<T> body) {
        try {
            return executor.submit(body).get();
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a network namespace was visited", e);
        }
    }

    private static <T> T run(Callable<T> body) {
        try {
            return body.call();
        } catch (Exception e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case IOException e -> new UncheckedIOException(e);
            case null, default -> new IllegalStateException(thrown);
        };
    }
}
