package io.jnetctl.kernel.linux.netlink;

/** A datagram was longer than the buffer for it, and its end is lost. */
final class TruncatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TruncatedException(int length) {
        super("a datagram of " + length + " bytes");
    }
}
