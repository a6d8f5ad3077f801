package io.jnetctl.kernel.linux.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a stretch of received bytes from front to back, once. A reader never looks outside its stretch: what is missing, too long
 * or left over is a {@link MalformedMessageException} that tells the place.
 */
public final class WireReader {
    private static final int ALIGNMENT = 4;
    private static final int ATTRIBUTE_HEADER_BYTES = 4;

    /** The two top bits of an attribute's type say NLA_F_NESTED and NLA_F_NET_BYTEORDER. */
    private static final int NLA_TYPE_MASK = 0x3fff;

    private final ByteBuffer bytes;
    private final int end;
    private int position;

    private WireReader(ByteBuffer bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    public static WireReader of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes), bytes.length);
    }

    /** Reads the first {@code length} bytes of a buffer, which must not change meanwhile. */
    public static WireReader of(ByteBuffer bytes, int length) {
        return new WireReader(bytes.duplicate().order(ByteOrder.nativeOrder()), 0, length);
    }

    /** Sees one message; must read its body to the end, or skip what is left of it. */
    @FunctionalInterface
    public interface MessageVisitor {
        void visit(MessageHeader header, WireReader body);
    }

    /** Sees one attribute; must read its value to the end, or skip it. */
    @FunctionalInterface
    public interface AttributeVisitor {
        void visit(int type, WireReader value);
    }

    /** Makes an attribute's record of its type and value. */
    @FunctionalInterface
    public interface AttributeDecoder<A> {
        A decode(int type, WireReader value);
    }

    /** Where this reader stands, in bytes from the start of what was received. */
    public int offset() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public int u8() {
        return Byte.toUnsignedInt(bytes.get(take(Byte.BYTES)));
    }

    public int u16() {
        return Short.toUnsignedInt(bytes.getShort(take(Short.BYTES)));
    }

    public int u32() {
        return bytes.getInt(take(Integer.BYTES));
    }

    public long u64() {
        return bytes.getLong(take(Long.BYTES));
    }

    /** A field that the headers declare __be16. */
    public int u16BigEndian() {
        return u8() << 8 | u8();
    }

    /** A field that the headers declare __be32. */
    public int u32BigEndian() {
        return u16BigEndian() << 16 | u16BigEndian();
    }

    /** So many bytes. */
    public byte[] bytes(int count) {
        int start = take(count);
        byte[] copy = new byte[count];
        bytes.get(start, copy);
        return copy;
    }

    /** All that is left. */
    public Bytes rest() {
        return Bytes.owning(bytes(remaining()));
    }

    /** UTF-8 up to the end; the NUL there, which not all of the kernel's strings have, is not part of it. */
    public String string() {
        int start = position;
        byte[] text = bytes(remaining());
        int length = text.length;
        while (length > 0 && text[length - 1] == 0) {
            length--;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException(start, "text that is not UTF-8");
        }
    }

    /** Steps over so many bytes. */
    public void skip(int count) {
        take(count);
    }

    /** Steps over all that is left. */
    public void skip() {
        position = end;
    }

    /** Reads all that is left as messages. */
    public void messages(MessageVisitor visitor) {
        while (remaining() > 0) {
            int start = position;
            int length = u32();
            if (length < Nlmsg.HEADER_BYTES || length > end - start) {
                throw new MalformedMessageException(
                        start,
                        "a message of %s bytes where %d are left"
                                .formatted(Integer.toUnsignedString(length), end - start));
            }
            MessageHeader header = new MessageHeader(u16(), u16(), u32(), u32());
            WireReader body = new WireReader(bytes, position, start + length);
            visitor.visit(header, body);
            body.expectEnd("message", header.type());
            position = aligned(start, length);
        }
    }

    /** Reads all that is left as attributes. */
    public void attributes(AttributeVisitor visitor) {
        while (remaining() > 0) {
            int start = position;
            int length = u16();
            int type = u16() & NLA_TYPE_MASK;
            if (length < ATTRIBUTE_HEADER_BYTES || length > end - start) {
                throw new MalformedMessageException(
                        start, "attribute %d of %d bytes where %d are left".formatted(type, length, end - start));
            }
            WireReader value = new WireReader(bytes, position, start + length);
            visitor.visit(type, value);
            value.expectEnd("attribute", type);
            position = aligned(start, length);
        }
    }

    /** Reads all that is left as attributes, each made into its record. */
    public <A> List<A> attributeList(AttributeDecoder<A> decoder) {
        List<A> all = new ArrayList<>();
        attributes((type, value) -> all.add(decoder.decode(type, value)));
        return List.copyOf(all);
    }

    /** Padding after the last message or attribute may be missing. */
    private int aligned(int start, int length) {
        return Math.min(end, start + (length + ALIGNMENT - 1 & -ALIGNMENT));
    }

    private void expectEnd(String what, int type) {
        if (remaining() > 0) {
            throw new MalformedMessageException(
                    position, "%s %d has %d bytes more than expected".formatted(what, type, remaining()));
        }
    }

    private int take(int count) {
        if (count < 0 || count > remaining()) {
            throw new MalformedMessageException(
                    position,
                    "%s bytes expected where %d are left".formatted(Integer.toUnsignedString(count), remaining()));
        }
        int start = position;
        position += count;
        return start;
    }
}
