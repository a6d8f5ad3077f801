package io.jnetctl.cli.host;

import io.jnetctl.kernel.Kernel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The machine under a command: its kernel, and what only a real process can do to itself. */
public interface Machine {
    /** Opens the kernel; the caller closes it. */
    Kernel openKernel();

    /**
     * Becomes another program: on success this process is that program, and the call never returns.
     *
     * @throws Failure with exit code 127 when there is no such program, 126 when it cannot be run
     */
    void become(Execution execution);

    /** Makes the namespaces that this process was started in a host of their own, as {@code jnetctl sandbox} needs it. */
    void prepareSandbox();

    /** The directory that holds the launcher of this installation, if it was started by one. */
    default Optional<Path> launcherDirectory() {
        return Optional.empty();
    }

    /** Those who take back what is not confirmed. */
    Guards guards();

    /** Nanoseconds of a clock that nobody sets; see {@link System#nanoTime}. */
    default long nanoTime() {
        return System.nanoTime();
    }

    /**
     * Sends a datagram to a socket of this machine.
     *
     * @param socket its path; with {@code @} in front, its name in the abstract namespace
     * @throws io.jnetctl.kernel.KernelException when nobody receives it
     */
    default void send(String socket, String message) {
        throw new UnsupportedOperationException("no sockets here: " + socket);
    }

    /**
     * Catches signals instead of ending by them, until it is closed.
     *
     * @param stop run at SIGTERM and SIGINT
     * @param reload run at SIGHUP
     */
    default AutoCloseable catchSignals(Runnable stop, Runnable reload) {
        return () -> {};
    }

    /** A machine that has a kernel but no processes, as tests need it. */
    static Machine of(Supplier<Kernel> kernel) {
        return new Machine() {
            @Override
            public Kernel openKernel() {
                return kernel.get();
            }

            @Override
            public void become(Execution execution) {
                throw new UnsupportedOperationException("no processes here: " + execution.command());
            }

            @Override
            public void prepareSandbox() {}

            @Override
            public Guards guards() {
                return Guards.NONE;
            }
        };
    }
}
