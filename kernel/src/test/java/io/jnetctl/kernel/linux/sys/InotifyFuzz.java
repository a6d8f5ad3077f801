package io.jnetctl.kernel.linux.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jnetctl.kernel.linux.wire.MalformedMessageException;
import io.jnetctl.kernel.linux.wire.WireReader;
import io.jnetctl.kernel.linux.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Records of inotify(7), the one sort of event whose contents are read: of what netlink tells, that it tells is enough. No name reaches
 * beyond its record, and all say the same once they were encoded.
 */
public final class InotifyFuzz {
    private InotifyFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        List<Inotify.Event> events;
        try {
            events = Inotify.decode(WireReader.of(data));
        } catch (MalformedMessageException expected) {
            return;
        }
        WireWriter out = new WireWriter();
        for (Inotify.Event event : events) {
            assertFalse(event.name().contains("\0"), event.name());
            byte[] name = (event.name() + "\0").getBytes(StandardCharsets.UTF_8);
            out.u32(event.watch()).u32(event.mask()).u32(0).u32(name.length).bytes(name);
        }
        assertEquals(events, Inotify.decode(WireReader.of(out.toByteArray())));
    }
}
