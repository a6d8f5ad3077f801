package io.jnetctl.kernel.linux.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.HostLockedException;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.linux.host.PrivateHost;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The lock between processes. */
class LockFileTest {
    private static final LockHolder SELF = new LockHolder(1, "test", "root");
    private static final Duration LONG = Duration.ofMinutes(2);

    /** @param words before its own, of a program that starts it */
    private static Process owner(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockOwner.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = lines.readLine();
        assertNotNull(line, "it ended without the lock");
        assertEquals("locked", line);
        return process;
    }

    @Test
    void aProcessThatIsKilledFreesIt() throws Exception {
        PrivateHost.call(() -> {
            Process owner = owner();
            HostLockedException refused =
                    assertThrows(HostLockedException.class, () -> LockFile.take(SELF, Duration.ZERO));
            assertEquals(Optional.of(new LockHolder(owner.pid(), "keep it for long", "alice")), refused.holder());
            owner.destroyForcibly().waitFor();
            assertTrue(Files.exists(RunDirectory.PATH.resolve("lock")), "nobody could tidy up");
            LockFile.take(SELF, Duration.ZERO).close();
            assertFalse(Files.exists(RunDirectory.PATH));
            return true;
        });
    }

    /** As one in a container that was moved here while it ran. */
    @Test
    void anOwnerWhoseClockIsYearsAheadHasNoAgeBelowZeroAndFreesItAsOthersDo() throws Exception {
        PrivateHost.call(() -> {
            String years = Long.toString(Duration.ofDays(3650).toSeconds());
            Process owner = owner(
                    "unshare", "--time", "--boottime", years, "--monotonic", years, "--fork", "--kill-child", "--");
            HostLockedException refused =
                    assertThrows(HostLockedException.class, () -> LockFile.take(SELF, Duration.ofMillis(10)));
            assertEquals("keep it for long", refused.holder().orElseThrow().command());
            assertEquals(Duration.ZERO, refused.age());
            owner.destroyForcibly().waitFor();
            LockFile.take(SELF, LONG).close();
            assertFalse(Files.exists(RunDirectory.PATH));
            return true;
        });
    }

    @Test
    void aProcessThatEndsLeavesNothing() throws Exception {
        PrivateHost.call(() -> {
            Process owner = owner();
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(RunDirectory.PATH.resolve("lock")));
            owner.getOutputStream().close();
            assertEquals(0, owner.waitFor());
            assertFalse(Files.exists(RunDirectory.PATH));
            return true;
        });
    }

    @Test
    void whatElseIsNotedStays() throws Exception {
        PrivateHost.call(() -> {
            HostLock lock = LockFile.take(SELF, Duration.ZERO);
            Path note = Files.writeString(RunDirectory.PATH.resolve("note"), "");
            lock.close();
            assertTrue(Files.exists(note));
            assertFalse(Files.exists(RunDirectory.PATH.resolve("lock")));
            return true;
        });
    }

    @Test
    void closingItTwiceTakesItFromNobody() throws Exception {
        PrivateHost.call(() -> {
            HostLock first = LockFile.take(SELF, Duration.ZERO);
            first.close();
            try (HostLock _ = LockFile.take(SELF, Duration.ZERO)) {
                first.close();
                assertThrows(HostLockedException.class, () -> LockFile.take(SELF, Duration.ZERO));
            }
            return true;
        });
    }

    /** The file goes and comes all the time meanwhile, and so does its directory. */
    @Test
    void neverTwoHaveIt() throws Exception {
        PrivateHost.call(() -> {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger turns = new AtomicInteger();
            List<Future<?>> all = new ArrayList<>();
            try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 8; i++) {
                    all.add(executor.submit(() -> {
                        for (int turn = 0; turn < 100; turn++) {
                            try (HostLock _ = LockFile.take(SELF, LONG)) {
                                assertEquals(1, inside.incrementAndGet());
                                turns.incrementAndGet();
                                inside.decrementAndGet();
                            }
                        }
                    }));
                }
            }
            for (Future<?> each : all) {
                each.get();
            }
            assertEquals(800, turns.get());
            assertFalse(Files.exists(RunDirectory.PATH));
            return true;
        });
    }
}
