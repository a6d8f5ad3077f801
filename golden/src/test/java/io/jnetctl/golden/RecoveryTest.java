package io.jnetctl.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.linux.host.PrivateHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed in the middle of their work, as the launcher of module cli's distribution starts them. */
final class RecoveryTest {
    private static final Path LAUNCHER =
            Path.of("../cli/target/jnetctl/bin/jnetctl").toAbsolutePath().normalize();

    private static final Path NOTES = Path.of("/run/jnetctl");
    private static final Path JOURNAL = NOTES.resolve("recovery/journal");
    private static final Path PROGRESS = NOTES.resolve("recovery/progress");
    private static final Path GUARD_LOG = NOTES.resolve("guard.log");

    /** So many that nobody is done before the kill. */
    private static final int CONTAINERS = 150;

    @TempDir
    private Path folder;

    private record Ended(int exit, String out) {}

    /** Waits for as long as a test may last. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            Thread.sleep(1);
        }
    }

    /** A process group of its own, as a shell's job is; with words for the process. */
    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", LAUNCHER.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("JNETCTL_JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private Ended run(String... words) throws Exception {
        int exit = start(words).waitFor();
        return new Ended(exit, Files.readString(folder.resolve("out"), UTF_8));
    }

    private String ok(String... words) throws Exception {
        Ended ended = run(words);
        assertEquals(0, ended.exit(), ended.out());
        return ended.out();
    }

    /** Kills it, and whatever else is of its process group, once it has done so many steps. */
    private void killed(int steps, String... words) throws Exception {
        Process process = start(words);
        await(() -> done() >= steps || !process.isAlive());
        Programs.run("kill", "-KILL", "--", "-" + process.pid());
        assertEquals(128 + 9, process.waitFor(), () -> "it ended before: " + output());
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("out"), UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int done() throws IOException {
        try {
            String progress = Files.readString(PROGRESS).strip();
            return Files.exists(JOURNAL) && !progress.isEmpty() ? Integer.parseInt(progress) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private void writeManifest() throws IOException {
        StringBuilder manifest = new StringBuilder("""
                apiVersion: jnetctl/v1
                stack: shop
                networks:
                  front: {subnet: 10.10.0.0/20}
                containers:
                """);
        for (int i = 0; i < CONTAINERS; i++) {
            manifest.append("  c").append(i).append(": {networks: [front]}\n");
        }
        Files.writeString(folder.resolve("stack.yaml"), manifest);
    }

    @Test
    void whatWasKilledMidWayIsTakenBackAndFinished() throws Exception {
        PrivateHost.call(() -> {
            writeManifest();
            String empty = HostState.text();
            killed(200, "apply", "--yes");
            String told = run("plan").out();
            assertTrue(
                    told.matches("(?s)warning: an apply was cut short at step \\d+ of \\d+: `jnetctl apply --yes`.*"),
                    told);
            ok("recover", "--back", "--yes");
            assertEquals(empty, HostState.text());

            killed(100, "apply", "--yes");
            killed(100, "recover", "--forward", "--yes");
            ok("recover", "--forward", "--yes");
            ok("plan", "--detailed-exitcode");
            assertFalse(Files.exists(JOURNAL));

            String whole = HostState.text();
            killed(50, "destroy", "--yes");
            killed(50, "recover", "--back", "--yes");
            ok("recover", "--back", "--yes");
            ok("plan", "--detailed-exitcode");
            assertEquals(links(whole), links(HostState.text()));

            ok("destroy", "--yes");
            assertEquals(empty, HostState.text());
            assertFalse(Files.exists(NOTES));
            return true;
        });
    }

    /** By name: a host's end gets another address each time that it is made. Without the digests that plans take their words from. */
    private static List<String> links(String state) {
        return state.lines()
                .filter(line -> !line.matches("[0-9a-f]{16,}"))
                .map(line -> line.replaceFirst("^(\\S+@if)\\d+ .*", "$1").replaceFirst("^(\\S+@if)\\d+$", "$1"))
                .sorted()
                .toList();
    }

    @Test
    void anApplyThatNobodyConfirmsIsTakenBackAlsoWhenItWasKilled() throws Exception {
        PrivateHost.call(() -> {
            writeManifest();
            String empty = HostState.text();
            killed(20, "apply", "--yes", "--confirm-within", "1h");
            await(() -> Files.readString(GUARD_LOG).endsWith(" This host is as it was before.\n"));
            assertTakenBack("it was cut short", empty);

            String said = ok("apply", "--yes", "--confirm-within", "1s");
            assertTrue(
                    said.endsWith("Confirm within 1 s: jnetctl confirm. Otherwise this host returns to what it was"
                            + " before.\n"),
                    said);
            await(() -> Files.readString(GUARD_LOG).endsWith(" This host is as it was before.\n"));
            assertTakenBack("nobody confirmed it within 1 s", empty);
            return true;
        });
    }

    /** The lock makes confirm wait until the guard has noted that all is done. */
    private void assertTakenBack(String why, String before) throws Exception {
        Ended confirm = run("confirm");
        assertEquals(1, confirm.exit());
        assertEquals(
                "error: there is nothing to confirm any more: the apply was taken back, since " + why
                        + "\n  hint: apply it again\n",
                confirm.out());
        ok("recover", "--discard");
        Files.delete(GUARD_LOG);
        assertEquals(before, HostState.text());
    }

    @Test
    void whatIsConfirmedStaysAndItsGuardEnds() throws Exception {
        PrivateHost.call(() -> {
            writeManifest();
            ok("apply", "--yes", "--confirm-within", "1h");
            Ended other = run("destroy", "--yes");
            assertEquals(1, other.exit());
            assertTrue(
                    other.out().startsWith("error: nothing was changed: an apply waits to be confirmed, for "),
                    other.out());
            assertEquals("Confirmed. This host stays as it is.\n", ok("confirm"));
            await(() -> !Files.exists(GUARD_LOG));
            ok("plan", "--detailed-exitcode");
            assertFalse(Files.exists(JOURNAL));
            ok("destroy", "--yes");
            assertFalse(Files.exists(NOTES));
            return true;
        });
    }
}
