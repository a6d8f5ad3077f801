package io.jnetctl.kernel.linux.sys;

import static io.jnetctl.kernel.linux.sys.LibcHolder.LIBC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A descriptor that another thread makes readable, so that a wait for it ends: eventfd(2). */
public final class Wakeup implements AutoCloseable {
    /** EFD_CLOEXEC of sys/eventfd.h. */
    private static final int CLOEXEC = 0x80000;

    private final Fd fd;

    private Wakeup(Fd fd) {
        this.fd = fd;
    }

    public static Wakeup open() {
        int result = LIBC.eventfd(0, CLOEXEC);
        Check.done(result, "open eventfd");
        return new Wakeup(new Fd(result));
    }

    /** Makes it readable. */
    public void signal() {
        fd.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(1)
                .array());
    }

    /** Waits for it to be readable, and makes it be so no more. */
    public void take() {
        fd.read(NativeBuffer.allocate(Long.BYTES));
    }

    public Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        fd.close();
    }
}
