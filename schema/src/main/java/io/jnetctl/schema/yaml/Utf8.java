package io.jnetctl.schema.yaml;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.SourceText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes to characters, strictly: what is not printable UTF-8 is shown where it is. */
final class Utf8 {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private Utf8() {}

    /** The text without a byte order mark, or a diagnostic. */
    static Optional<SourceText> decode(String file, byte[] bytes, Limits limits, Diagnostics diagnostics) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (text.startsWith(String.valueOf(BYTE_ORDER_MARK))) {
            text = text.substring(1);
        }
        SourceText source = new SourceText(file, text);
        if (result.isError()) {
            diagnostics.error(
                    posAt(source, text.length()),
                    "byte 0x%02x is not UTF-8".formatted(bytes[in.position()] & 0xff),
                    "save the file as UTF-8");
            return Optional.empty();
        }
        int unbroken = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!allowed(c)) {
                diagnostics.error(
                        posAt(source, i),
                        "character U+%04X is not allowed in YAML".formatted((int) c),
                        c == 0 ? "the file may be binary, or saved as UTF-16" : "remove it");
                return Optional.empty();
            }
            unbroken = c <= ' ' ? 0 : unbroken + 1;
            if (unbroken > limits.unbrokenChars()) {
                diagnostics.error(
                        posAt(source, i + 1 - unbroken),
                        "more than " + limits.unbrokenChars() + " characters without a space",
                        "no setting needs a value as long");
                return Optional.empty();
            }
        }
        return Optional.of(source);
    }

    /** No controls, and no line ends but CR and LF: editors and YAML would count lines differently. */
    private static boolean allowed(char c) {
        return switch (c) {
            case '\t', '\n', '\r' -> true;
            case '\u2028', '\u2029', BYTE_ORDER_MARK, '\ufffe', '\uffff' -> false;
            default -> !Character.isISOControl(c);
        };
    }

    private static SourcePos posAt(SourceText source, int index) {
        String before = source.text().substring(0, index).replace("\r\n", "\n").replace('\r', '\n');
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new SourcePos(source.file(), line, before.codePointCount(lineStart, before.length()) + 1);
    }
}
