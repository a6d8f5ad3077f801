package io.jnetctl.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jnetctl.kernel.linux.host.PrivateHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that all change one host at once, as the launcher of module cli's distribution starts them. */
final class ManyAppliesTest {
    private static final Path LAUNCHER =
            Path.of("../cli/target/jnetctl/bin/jnetctl").toAbsolutePath().normalize();

    private static final int PROCESSES = Integer.getInteger("jnetctl.applies", 6);

    @TempDir
    private Path folder;

    @Test
    void allEndWellAndTheHostMatchesAndNoLockIsLeft() throws Exception {
        Path manifest = Files.writeString(folder.resolve("stack.yaml"), """
                apiVersion: jnetctl/v1
                stack: shop
                networks:
                  front: {subnet: 10.10.0.0/24, masquerade: false}
                containers:
                  web: {networks: [front], links: [db]}
                  db: {networks: [front], expose: [5432]}
                """);
        PrivateHost.call(() -> {
            List<Process> all = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                all.add(start("apply", "-f", manifest.toString(), "--yes", "--lock-timeout", "10m"));
            }
            int applied = 0;
            for (Process process : all) {
                String said = new String(process.getInputStream().readAllBytes(), UTF_8);
                assertEquals(0, process.waitFor(), said);
                applied += said.startsWith("No changes.") ? 0 : 1;
            }
            assertEquals(1, applied, "the others find it done");
            assertFalse(Files.exists(Path.of("/run/jnetctl/lock")));
            Process destroy = start("destroy", "-f", manifest.toString(), "--yes");
            String said = new String(destroy.getInputStream().readAllBytes(), UTF_8);
            assertEquals(0, destroy.waitFor(), said);
            assertFalse(Files.exists(Path.of("/run/jnetctl")), said);
            return true;
        });
    }

    private static Process start(String... words) throws Exception {
        ProcessBuilder start = new ProcessBuilder(LAUNCHER.toString()).redirectErrorStream(true);
        start.command().addAll(List.of(words));
        start.environment().put("JNETCTL_JAVA_HOME", System.getProperty("java.home"));
        Process process = start.start();
        process.getOutputStream().close();
        return process;
    }
}
