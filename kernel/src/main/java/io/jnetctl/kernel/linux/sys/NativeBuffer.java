package io.jnetctl.kernel.linux.sys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory outside the heap that system calls read and write, in the machine's byte order. It lives as long as this object. */
public final class NativeBuffer {
    private final ByteBuffer bytes;
    private final long address;

    private NativeBuffer(ByteBuffer bytes) {
        this.bytes = bytes;
        this.address = LibcHolder.addressOf(bytes);
    }

    public static NativeBuffer allocate(int capacity) {
        return new NativeBuffer(ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder()));
    }

    static NativeBuffer of(byte[] content) {
        NativeBuffer buffer = allocate(Math.max(1, content.length));
        buffer.bytes.put(content).flip();
        return buffer;
    }

    /** The memory itself: what is written here the kernel sees, and the other way round. */
    public ByteBuffer bytes() {
        return bytes;
    }

    public int capacity() {
        return bytes.capacity();
    }

    long address() {
        return address;
    }

    long address(int position) {
        return address + position;
    }
}
