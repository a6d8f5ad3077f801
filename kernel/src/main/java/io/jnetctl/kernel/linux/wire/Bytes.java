package io.jnetctl.kernel.linux.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value: unchangeable, equal by content, printed in hex. */
public final class Bytes {
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /** Reads hex digits; blanks between them do not matter. */
    public static Bytes ofHex(String digits) {
        return new Bytes(HEX.parseHex(digits.replaceAll("\\s", "")));
    }

    /** Takes the array as its own; the caller must not keep it. */
    static Bytes owning(byte[] content) {
        return new Bytes(content);
    }

    public int length() {
        return content.length;
    }

    public byte[] toArray() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return HEX.formatHex(content);
    }
}
