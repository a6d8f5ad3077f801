package io.jnetctl.kernel.linux.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes messages and attributes into a buffer that grows. Lengths are filled in and padding is added when a message or attribute
 * ends; whatever is nested in it is written by the lambda it was given.
 */
public final class WireWriter {
    private static final int ALIGNMENT = 4;
    private static final int LONGEST_ATTRIBUTE = 0xffff;
    private static final int NLA_F_NESTED = 1 << 15;
    private static final int FIRST_CAPACITY = 512;

    private ByteBuffer buffer = allocate(FIRST_CAPACITY);

    /** Bytes written so far. */
    public int length() {
        return buffer.position();
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        byte[] written = new byte[length()];
        buffer.get(0, written);
        return written;
    }

    /** Copies what was written to the start of another buffer, which must be large enough. */
    public void copyTo(ByteBuffer target) {
        target.put(0, buffer, 0, length());
    }

    /** Forgets what was written and keeps the memory. */
    public void clear() {
        buffer.clear();
    }

    public WireWriter u8(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    public WireWriter u16(int value) {
        room(Short.BYTES).putShort((short) value);
        return this;
    }

    public WireWriter u32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    public WireWriter u64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** A field that the headers declare __be16. */
    public WireWriter u16BigEndian(int value) {
        return u8(value >> 8).u8(value);
    }

    /** A field that the headers declare __be32. */
    public WireWriter u32BigEndian(int value) {
        return u16BigEndian(value >> 16).u16BigEndian(value);
    }

    public WireWriter bytes(byte[] value) {
        room(value.length).put(value);
        return this;
    }

    public WireWriter bytes(Bytes value) {
        return bytes(value.toArray());
    }

    /** Zero bytes: padding, and fields of no interest. */
    public WireWriter zeros(int count) {
        return bytes(new byte[count]);
    }

    /** UTF-8 with the NUL at its end that the kernel expects. */
    public WireWriter string(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8)).u8(0);
    }

    /** Each of them, one after the other. */
    public WireWriter all(Iterable<? extends Encodable> items) {
        items.forEach(item -> item.encode(this));
        return this;
    }

    /** A whole message; its length is set and its end padded once the body is written. */
    public WireWriter message(MessageHeader header, Encodable body) {
        int start = length();
        u32(0).u16(header.type()).u16(header.flags()).u32(header.sequence()).u32(header.portId());
        body.encode(this);
        buffer.putInt(start, length() - start);
        return pad();
    }

    /** An attribute whose value the lambda writes. */
    public WireWriter attribute(int type, Encodable value) {
        int start = length();
        u16(0).u16(type);
        value.encode(this);
        int length = length() - start;
        if (length > LONGEST_ATTRIBUTE) {
            throw new IllegalArgumentException(
                    "attribute %d would be %d bytes long; %d are possible".formatted(type, length, LONGEST_ATTRIBUTE));
        }
        buffer.putShort(start, (short) length);
        return pad();
    }

    /** An attribute that holds attributes; marked as such, since parts of the kernel insist. */
    public WireWriter nested(int type, Encodable attributes) {
        return attribute(type | NLA_F_NESTED, attributes);
    }

    /** An attribute that holds these attributes. */
    public WireWriter nested(int type, Iterable<? extends Encodable> attributes) {
        return nested(type, out -> out.all(attributes));
    }

    public WireWriter u8Attribute(int type, int value) {
        return attribute(type, out -> out.u8(value));
    }

    public WireWriter u16Attribute(int type, int value) {
        return attribute(type, out -> out.u16(value));
    }

    public WireWriter u32Attribute(int type, int value) {
        return attribute(type, out -> out.u32(value));
    }

    public WireWriter stringAttribute(int type, String value) {
        return attribute(type, out -> out.string(value));
    }

    public WireWriter bytesAttribute(int type, byte[] value) {
        return attribute(type, out -> out.bytes(value));
    }

    private WireWriter pad() {
        return zeros(-length() & (ALIGNMENT - 1));
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = Math.addExact(buffer.position(), bytes);
            buffer = allocate(Math.max(needed, 2 * buffer.capacity())).put(buffer.flip());
        }
        return buffer;
    }

    private static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
    }
}
