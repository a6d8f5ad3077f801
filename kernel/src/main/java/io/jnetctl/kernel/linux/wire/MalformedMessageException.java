package io.jnetctl.kernel.linux.wire;

/** Bytes that are no message of the kernel's, with the place at which that shows. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    /** @param offset in bytes from the start of what was received */
    public MalformedMessageException(int offset, String problem) {
        super("malformed message of the kernel at byte " + offset + ": " + problem);
        this.offset = offset;
    }

    public int offset() {
        return offset;
    }
}
