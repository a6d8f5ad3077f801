package io.jnetctl.kernel.linux.sys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts to sockets of this machine. */
class UnixDatagramTest {
    @TempDir
    private Path folder;

    @Test
    void arrivesAtAPathAndAtAnAbstractName() {
        for (String name : List.of(
                folder.resolve("socket").toString(),
                "@jnetctl-test-" + ProcessHandle.current().pid())) {
            try (Fd socket = UnixDatagram.listen(name)) {
                UnixDatagram.send(name, "READY=1");
                NativeBuffer incoming = NativeBuffer.allocate(100);
                byte[] text = new byte[Sockets.receive(socket, incoming, Sockets.MSG_DONTWAIT)];
                incoming.bytes().get(0, text);
                assertEquals("READY=1", new String(text, UTF_8));
            }
        }
    }

    @Test
    void doesNotWaitForWhoDoesNotRead() {
        String name = folder.resolve("socket").toString();
        try (Fd _ = UnixDatagram.listen(name)) {
            ErrnoException refused = assertThrows(ErrnoException.class, () -> {
                for (int i = 0; i < 100_000; i++) {
                    UnixDatagram.send(name, "WATCHDOG=1");
                }
            });
            assertEquals(Errno.EAGAIN, refused.error());
        }
    }

    @Test
    void refusesWhereNobodyListensAndWhatIsNoName() {
        assertEquals("ENOENT", refusal(folder.resolve("nobody").toString()));
        assertEquals(
                "ECONNREFUSED",
                refusal("@jnetctl-nobody-" + ProcessHandle.current().pid()));
        assertEquals("EINVAL", refusal(""));
        assertEquals("EINVAL", refusal("/" + "x".repeat(107)));
    }

    private static String refusal(String name) {
        return assertThrows(ErrnoException.class, () -> UnixDatagram.send(name, "x"))
                .errno();
    }
}
