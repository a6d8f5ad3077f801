package io.jnetctl.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Tells that something may have changed; what it is, a look tells. Many changes may be told of as one, and one that makes no difference
 * may be told of too, but none is forgotten: where the kernel could not keep all of them, all may have changed.
 *
 * <pre>{@code
 * try (KernelEvents events = kernel.watch()) {
 *     kernel.observe(scope);
 *     while (events.await(Duration.ofMinutes(5)).contains(Topic.HOST)) {
 *         kernel.observe(scope);
 *     }
 * }
 * }</pre>
 */
public interface KernelEvents extends AutoCloseable {
    /** What changed. */
    enum Topic {
        /** Something that {@link Kernel#observe} looks at. */
        HOST,
        /** A file in one of the directories that are followed. */
        FILES
    }

    /** From now on these directories are followed, and no others; those that are not there are passed over. */
    void follow(Set<Path> directories);

    /**
     * Waits until something changes, or has changed since the last call.
     *
     * @param timeout zero asks without waiting
     * @return empty when nothing did, or {@link #wake} was called
     */
    Set<Topic> await(Duration timeout);

    /** Ends a wait, or the next one. The only method that other threads may call. */
    void wake();

    @Override
    void close();
}
