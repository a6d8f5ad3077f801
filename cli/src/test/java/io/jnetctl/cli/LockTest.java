package io.jnetctl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.cli.host.Terminals;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.Netns;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One command at a time changes the host, and what it does is what was shown. */
class LockTest {
    private static final LockHolder OTHER = new LockHolder(4711, "jnetctl apply -f other.yaml", "alice as root");

    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    @Test
    void whoComesSecondIsToldWhoIsThere() {
        for (List<String> command : List.of(
                List.of("apply", "--yes", "--lock-timeout", "0"), List.of("destroy", "--yes", "--lock-timeout=1ms"))) {
            TestRun run = shop().applied().with("stack.yaml", TestRun.SHOP.replace("\"9\"", "\"10\""));
            String before = run.memory.dump();
            TestRun.Said said;
            try (HostLock _ = run.memory.lock(OTHER, Duration.ZERO)) {
                said = run.run(command.toArray(String[]::new));
            }
            assertEquals(1, said.exitCode());
            assertTrue(
                    said.err()
                            .matches(
                                    "error: nothing was changed: another jnetctl is changing this host:"
                                            + " `jnetctl apply -f other\\.yaml`, pid 4711, of alice as root, since \\d\\.\\d s\n"
                                            + "  hint: try again when it has ended, or wait longer for it: --lock-timeout 2m\n"),
                    said.err());
            assertEquals(before, run.memory.dump());
        }
    }

    @Test
    void planAndShowDoNotWaitForAnybody() {
        TestRun run = shop();
        try (HostLock _ = run.memory.lock(OTHER, Duration.ZERO)) {
            assertEquals(0, run.run("plan").exitCode());
            assertEquals(0, run.run("show").exitCode());
        }
    }

    @Test
    void aTimeNeedsAUnit() {
        TestRun.Said said = shop().run("apply", "--lock-timeout", "10");
        assertEquals(1, said.exitCode());
        assertTrue(
                said.err().contains("\"10\" is no time: write a number and its unit, such as 500ms, 10s, 2m or 1h"),
                said.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apply --yes --lock-timeout",
                "apply --yes --confirm-within",
                "watch --interval",
                "watch --debounce"
            })
    void aTimeOfCenturiesIsRefused(String words) {
        List<String> command = new ArrayList<>(List.of(words.split(" ")));
        command.add("999999999h");
        TestRun.Said said = shop().run(command.toArray(String[]::new));
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("\"999999999h\" is more than a year, which is 8760h"), said.err());
    }

    @Test
    void theVariableSaysHowLongToo() {
        TestRun run = shop();
        run.variables.put("JNETCTL_LOCK_TIMEOUT", "0");
        try (HostLock _ = run.memory.lock(OTHER, Duration.ZERO)) {
            assertEquals(1, run.run("apply", "--yes").exitCode());
        }
    }

    @Test
    void theHostIsNotLockedWhileTheUserThinksAndWhatChangedMeanwhileIsNotApplied() {
        TestRun run = shop().applied().with("stack.yaml", TestRun.SHOP.replace("\"9\"", "\"10\""));
        run.terminals = new Terminals(true, true, false);
        run.stdin = new FilterInputStream(new ByteArrayInputStream("yes\n".getBytes(UTF_8))) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                try (HostLock _ = run.memory.lock(OTHER, Duration.ZERO)) {
                    run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
                }
                return super.read(into, offset, length);
            }
        };
        TestRun.Said said = run.run("apply");
        assertEquals(1, said.exitCode());
        assertEquals("""
                error: nothing was changed: this host is no longer as it was when the plan was shown
                  hint: run it again to see the plan as it would be now
                """, said.err());
    }

    @Test
    void manyAtOnceConverge() throws Exception {
        TestRun run = shop();
        List<Future<TestRun.Said>> all = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(30)) {
            for (int i = 0; i < 30; i++) {
                all.add(executor.submit(() -> run.run("apply", "--yes", "--lock-timeout", "1h")));
            }
        }
        int applied = 0;
        for (Future<TestRun.Said> each : all) {
            TestRun.Said said = each.get();
            assertEquals(0, said.exitCode(), said.err());
            applied += said.out().startsWith("No changes.") ? 0 : 1;
        }
        assertEquals(1, applied, "the others find it done");
    }
}
