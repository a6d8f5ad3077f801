package io.jnetctl.kernel.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.jnetctl.kernel.linux.wire.Bytes;
import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;

/** The messages of an answer, up to the acknowledgement that ends it. */
public final class AnswerFuzz {
    private AnswerFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Collected<Bytes> collected = new Collected<>(WireReader::rest);
        try {
            WireReader.of(data).messages(collected);
        } catch (MalformedMessageException expected) {
            return;
        }
        int bytes = collected.found().stream().mapToInt(Bytes::length).sum();
        if (bytes > data.length) {
            throw new AssertionError("more than was received");
        }
        if (!collected.isIncomplete() && collected.end().isRefusal()) {
            assertNotNull(collected.end().refusal("list links").getMessage());
        }
    }
}
