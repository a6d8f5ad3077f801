package io.jnetctl.kernel.linux.conntrack;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A message of connection tracking that a kernel sent, kept as annotated hex in the file of its name. */
enum Capture {
    UDP_TRANSLATED,
    UDP6_TRANSLATED,
    TCP,
    TCP_IN_ZONE,
    ECHO;

    /** The whole message, header included. */
    byte[] bytes() {
        String file = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".hex";
        try (InputStream in = Objects.requireNonNull(Capture.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Bytes.ofHex(
                            text.lines().map(line -> line.replaceAll("#.*", "")).collect(Collectors.joining()))
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConnectionMessage message() {
        return decode(bytes()).getFirst();
    }

    static List<ConnectionMessage> decode(byte[] bytes) {
        List<ConnectionMessage> all = new ArrayList<>();
        WireReader.of(bytes).messages((header, body) -> all.add(ConnectionMessage.decode(body)));
        return all;
    }

    /** Whether the bytes are refused as they must be; any other exception goes on. */
    static boolean isMalformed(byte[] bytes) {
        try {
            decode(bytes);
            return false;
        } catch (MalformedMessageException expected) {
            return true;
        }
    }
}
