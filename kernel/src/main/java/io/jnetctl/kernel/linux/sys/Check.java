package io.jnetctl.kernel.linux.sys;

import java.lang.ref.Reference;
import java.util.function.LongSupplier;

/** Turns the -1 of a system call into an exception. */
final class Check {
    private Check() {}

    static void done(int result, String tried) {
        if (result < 0) {
            throw new ErrnoException(LibcHolder.lastError(), tried);
        }
    }

    /**
     * Calls again as long as a signal interrupts the call; the JVM uses signals for its own ends. The memory, whose mere address the
     * call has, lives until then.
     */
    static int retried(String tried, NativeBuffer memory, LongSupplier call) {
        try {
            while (true) {
                long result = call.getAsLong();
                if (result >= 0) {
                    return Math.toIntExact(result);
                }
                Errno error = LibcHolder.lastError();
                if (!error.equals(Errno.EINTR)) {
                    throw new ErrnoException(error, tried);
                }
            }
        } finally {
            Reference.reachabilityFence(memory);
        }
    }
}
