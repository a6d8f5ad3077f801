package io.jnetctl.kernel.linux.sys;

import io.jnetctl.kernel.KernelException;

/**
 * The kernel refused a call. The message is complete: what was tried, then why, in the kernel's extended-ack text where it gave one
 * and else in errno's own words: {@code add route: Nexthop has invalid gateway (ENETUNREACH)}.
 */
public final class ErrnoException extends KernelException {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final String detail;

    /** A call that failed with nothing but an errno. */
    public ErrnoException(Errno error, String tried) {
        this(error, tried, "");
    }

    /**
     * @param tried what was asked for, such as {@code open /run/netns/web}
     * @param detail the kernel's own words on it, or empty
     */
    public ErrnoException(Errno error, String tried, String detail) {
        super(error.symbol(), tried + ": " + (detail.isEmpty() ? error.text() : detail) + " (" + error.symbol() + ")");
        this.number = error.number();
        this.detail = detail;
    }

    public Errno error() {
        return new Errno(number);
    }

    /** The kernel's extended-ack text, empty where it gave none. */
    public String detail() {
        return detail;
    }
}
