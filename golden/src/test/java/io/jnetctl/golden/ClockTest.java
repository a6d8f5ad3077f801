package io.jnetctl.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.linux.host.PrivateHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands whose clocks differ, as those of before a reboot and after it do, and files of whatever time; as the launcher of module cli's
 * distribution starts them. The clock on the wall is read for metrics alone, which {@link ArchitectureTest} sees to.
 */
final class ClockTest {
    private static final Path LAUNCHER =
            Path.of("../cli/target/jnetctl/bin/jnetctl").toAbsolutePath().normalize();

    private static final Path NOTES = Path.of("/run/jnetctl");
    private static final Path GUARD_LOG = NOTES.resolve("guard.log");
    private static final String ASKED =
            "warning: an apply waits to be confirmed, and the process that would take it back has"
                    + " ended; `jnetctl confirm` keeps it, `jnetctl recover --back` takes it back now\n";

    @TempDir
    private Path folder;

    /** The time since the host was started, of a command in a time namespace of its own: time_namespaces(7). */
    enum Clock {
        YEARS_AHEAD,
        HALF_AS_OLD;

        private long offset() throws IOException {
            String uptime = Files.readString(Path.of("/proc/uptime"));
            return this == YEARS_AHEAD ? 10 * 365 * 24 * 3600 : -(long) Double.parseDouble(uptime.split(" ", 2)[0]) / 2;
        }

        List<String> words() throws IOException {
            String offset = Long.toString(offset());
            return List.of("unshare", "--time", "--boottime", offset, "--monotonic", offset, "--fork", "--");
        }
    }

    private Programs.Ended run(List<String> before, String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("env", "-C", folder.toString(), "JNETCTL_JAVA_HOME=" + System.getProperty("java.home")));
        command.addAll(before);
        command.add(LAUNCHER.toString());
        command.addAll(List.of(words));
        return Programs.run(command.toArray(String[]::new));
    }

    private Programs.Ended run(String... words) throws Exception {
        return run(List.of(), words);
    }

    private void writeManifest() throws IOException {
        Files.writeString(folder.resolve("stack.yaml"), """
                apiVersion: jnetctl/v1
                stack: shop
                networks:
                  front: {subnet: 10.10.0.0/24}
                containers:
                  web: {networks: [front], links: [db]}
                  db: {networks: [front], expose: [5432]}
                """);
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyConfirmsIsTakenBackByTheClockOfItsApply(Clock clock) throws Exception {
        PrivateHost.call(() -> {
            writeManifest();
            String empty = HostState.text();
            Programs.Ended apply = run(clock.words(), "apply", "--yes", "--confirm-within", "1s");
            assertEquals(0, apply.exit(), apply.out());
            while (!Files.readString(GUARD_LOG).endsWith(" This host is as it was before.\n")) {
                Thread.sleep(10);
            }
            Programs.Ended confirm = run("confirm");
            assertEquals(1, confirm.exit());
            assertTrue(confirm.out().contains("taken back, since nobody confirmed it within 1 s\n"), confirm.out());
            assertEquals(0, run("recover", "--discard").exit());
            Files.delete(GUARD_LOG);
            assertEquals(empty, HostState.text());
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsByAnotherClockCanBeKeptAndTakenBack(Clock clock) throws Exception {
        PrivateHost.call(() -> {
            writeManifest();
            String empty = HostState.text();
            for (String answer : List.of("confirm", "recover --back --yes")) {
                Programs.Ended apply = run(clock.words(), "apply", "--yes", "--confirm-within", "1h");
                assertEquals(0, apply.exit(), apply.out());
                Programs.Ended plan = run("plan");
                assertEquals(0, plan.exit());
                assertTrue(plan.out().startsWith(ASKED), plan.out());
                Programs.Ended answered = run(answer.split(" ", -1));
                assertEquals(0, answered.exit(), answered.out());
                while (Files.exists(GUARD_LOG)) {
                    Thread.sleep(10);
                }
                assertEquals(0, run("destroy", "--yes").exit());
                assertEquals(empty, HostState.text());
                assertFalse(Files.exists(NOTES));
            }
            return true;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z"})
    void theTimesOfFilesSayNothing(String time) throws Exception {
        PrivateHost.call(() -> {
            writeManifest();
            String empty = HostState.text();
            assertEquals(0, run("apply", "--yes").exit());
            Files.writeString(NOTES.resolve("lock"), "4711\njnetctl apply\nroot\n99999999999999\n");
            Programs.output("find", NOTES.toString(), "/etc/netns", "-exec", "touch", "-d", time, "{}", "+");
            assertEquals(new Programs.Ended(0, "No changes. The host matches the manifest.\n"), run("plan"));
            assertEquals(new Programs.Ended(0, "No drift. The host matches the manifest.\n"), run("drift"));
            assertEquals(0, run("destroy", "--yes", "--lock-timeout", "0").exit());
            assertEquals(empty, HostState.text());
            return true;
        });
    }
}
