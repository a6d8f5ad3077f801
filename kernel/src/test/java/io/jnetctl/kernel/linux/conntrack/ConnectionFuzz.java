package io.jnetctl.kernel.linux.conntrack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.util.List;

/** Messages of connection tracking: what can be decoded says the same once it was encoded, and is a flow or none. */
public final class ConnectionFuzz {
    private ConnectionFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        List<ConnectionMessage> messages;
        try {
            messages = Capture.decode(data);
        } catch (MalformedMessageException expected) {
            return;
        }
        for (ConnectionMessage message : messages) {
            WireWriter out = new WireWriter();
            message.encode(out);
            assertEquals(message, ConnectionMessage.decode(WireReader.of(out.toByteArray())));
            if (message.flow().isPresent()) {
                message.delete();
            }
        }
    }
}
