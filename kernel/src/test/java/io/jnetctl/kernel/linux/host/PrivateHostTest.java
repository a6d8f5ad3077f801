package io.jnetctl.kernel.linux.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.NetnsThread;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrivateHostTest {
    private static final Path NETNS = Path.of("/proc/thread-self/ns/net");
    private static final String BACKLOG = "/proc/sys/net/core/somaxconn";

    @Test
    void whatIsWrittenInAPrivateHostStaysThere() throws Exception {
        Path inEtc = Path.of("/etc/netns/private-host-test/hosts");
        Path inRun = Path.of("/run/private-host-test");
        boolean written = PrivateHost.call(() -> {
            Files.createDirectories(inEtc.getParent());
            Files.writeString(inEtc, "x");
            Files.writeString(inRun, "x");
            return Files.exists(inEtc) && Files.exists(inRun);
        });
        assertTrue(written);
        assertFalse(Files.exists(inEtc));
        assertFalse(Files.exists(inRun));
    }

    @Test
    void aPrivateHostStartsWithoutNamedNamespaces() throws Exception {
        long count = PrivateHost.call(() -> {
            try (Stream<Path> names = Files.list(Path.of("/run/netns"))) {
                return names.count();
            }
        });
        assertEquals(0, count);
    }

    @Test
    void aPrivateHostSeesNothingOfWhatAnotherHasInEtcNetns() throws Exception {
        boolean shown = PrivateHost.call(() -> {
            Files.createDirectory(Path.of("/etc/netns/shop.web"));
            return PrivateHost.call(() -> Files.exists(Path.of("/etc/netns/shop.web")));
        });
        assertFalse(shown);
    }

    /** Else the bridges and the host's ends would be gone when the last process enters a container. */
    @Test
    void aMountKeepsTheNetworkOfAPrivateHost() throws Exception {
        assertTrue(PrivateHost.call(() -> NetnsFiles.isOwn(PrivateHost.NETWORK)));
    }

    @Test
    void theCallingThreadStaysWhereItIs() throws Exception {
        Path before = Files.readSymbolicLink(NETNS);
        assertNotEquals(before, PrivateHost.call(() -> Files.readSymbolicLink(NETNS)));
        assertEquals(before, Files.readSymbolicLink(NETNS));
    }

    @Test
    void whatTheBodyThrowsIsThrown() {
        assertEquals(
                "from inside",
                assertThrows(
                                IOException.class,
                                () -> PrivateHost.call(() -> {
                                    throw new IOException("from inside");
                                }))
                        .getMessage());
    }

    @Test
    void aVisitorComesHomeFromEveryNamespaceItMakesOrVisits() throws Exception {
        PrivateHost.call(() -> {
            Path host = Files.readSymbolicLink(NETNS);
            try (NetnsThread visitor = NetnsThread.start("visitor");
                    Fd first = visitor.createNetns();
                    Fd second = visitor.createNetns()) {
                assertEquals(host, visitor.call(() -> Files.readSymbolicLink(NETNS)));
                Path there = visitor.callIn(first, () -> {
                    Path outer = Files.readSymbolicLink(NETNS);
                    assertNotEquals(outer, visitor.callIn(second, () -> Files.readSymbolicLink(NETNS)));
                    assertEquals(outer, Files.readSymbolicLink(NETNS));
                    return outer;
                });
                assertNotEquals(host, there);
                assertThrows(
                        IllegalArgumentException.class,
                        () -> visitor.callIn(first, () -> {
                            throw new IllegalArgumentException();
                        }));
                assertEquals(host, visitor.call(() -> Files.readSymbolicLink(NETNS)));
            }
            return true;
        });
    }

    @Test
    void settingsAreThoseOfTheVisitedNamespace() throws Exception {
        PrivateHost.call(() -> {
            try (NetnsThread visitor = NetnsThread.start("visitor");
                    Fd netns = visitor.createNetns()) {
                visitor.callIn(netns, () -> set(BACKLOG, "12345"));
                assertEquals("12345\n", visitor.callIn(netns, () -> read(BACKLOG)));
                assertEquals("4096\n", read(BACKLOG));
            }
            return true;
        });
    }

    private static String read(String setting) {
        try (Fd file = Fd.open(setting, OpenFlags.RDONLY)) {
            return new String(file.readAll(), StandardCharsets.US_ASCII);
        }
    }

    private static boolean set(String setting, String value) {
        try (Fd file = Fd.open(setting, OpenFlags.WRONLY)) {
            file.write(value.getBytes(StandardCharsets.US_ASCII));
        }
        return true;
    }
}
