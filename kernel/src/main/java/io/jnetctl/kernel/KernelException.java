package io.jnetctl.kernel;

/**
 * The kernel, or a tool that speaks for it, refused an operation.
 *
 * <p>{@link #errno()} is the symbolic name of errno(3), such as {@code EEXIST}, or empty where no errno was given (a failed
 * iptables-restore). The message is complete: what was tried and what the kernel said, in its extended-ack text where it gave one.
 */
public class KernelException extends RuntimeException {
    /** The {@link #errno()} of what stands for a kernel and was not told what it is asked. */
    public static final String NOT_RECORDED = "ENODATA";

    private static final long serialVersionUID = 1L;

    private final String errno;

    public KernelException(String errno, String message) {
        super(message);
        this.errno = errno;
    }

    public KernelException(String errno, String message, Throwable cause) {
        super(message, cause);
        this.errno = errno;
    }

    public String errno() {
        return errno;
    }
}
