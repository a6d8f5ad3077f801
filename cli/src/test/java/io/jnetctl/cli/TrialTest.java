package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.cli.host.Guards;
import io.jnetctl.kernel.testing.FaultyKernel;
import io.jnetctl.kernel.testing.MemoryKernel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody confirms is taken back, whatever becomes of the process that did it. */
class TrialTest {
    private static final String[] APPLY = {"apply", "--yes", "--confirm-within", "60s"};
    private static final String EDITED = TestRun.SHOP.replace("10.10.0.0/24", "10.20.0.0/24");

    @TempDir
    private Path directory;

    private ThreadGuards guards = new ThreadGuards(new MemoryKernel());

    private TestRun shop() {
        TestRun run = new TestRun(directory).with("stack.yaml", TestRun.SHOP);
        guards = new ThreadGuards(run.memory);
        run.guards = guards;
        return run;
    }

    private static TestRun.Said ok(TestRun run, String... command) {
        TestRun.Said said = run.run(command);
        assertEquals(0, said.exitCode(), said::toString);
        return said;
    }

    private static String refused(TestRun run, String... command) {
        String before = run.memory.dump();
        TestRun.Said said = run.run(command);
        assertEquals(1, said.exitCode(), said::toString);
        assertEquals(before, run.memory.dump());
        return said.err();
    }

    /** The host without the note that something was taken back, or is to be confirmed. */
    private static String host(TestRun run) {
        return run.memory.dump().replace("journal\n", "");
    }

    @Test
    void whatIsConfirmedStays() throws Exception {
        TestRun run = shop();
        TestRun.Said said = ok(run, APPLY);
        assertTrue(
                said.out()
                        .endsWith("\nConfirm within 60 s: jnetctl confirm. Otherwise this host returns to what it was"
                                + " before.\n"),
                said.out());
        String applied = host(run);
        run.memory.journal().pass(Duration.ofSeconds(50));
        assertEquals(
                "Confirmed. This host stays as it is.\n", ok(run, "confirm").out());
        assertEquals("", guards.ended(0));
        assertEquals(applied, run.memory.dump());
        assertEquals(Optional.empty(), run.memory.journal().read());
        assertEquals("error: there is nothing to confirm\n", refused(run, "confirm"));
    }

    @Test
    void whatIsNotConfirmedIsTakenBackAndConfirmSaysSo() throws Exception {
        TestRun run = shop().applied().with("stack.yaml", EDITED);
        String before = run.memory.dump();
        ok(run, APPLY);
        assertNotEquals(before, host(run));
        run.memory.journal().pass(Duration.ofSeconds(60));
        String log = guards.ended(0);
        assertTrue(log.startsWith("The apply is taken back: nobody confirmed it within 60 s.\nApplied "), log);
        assertEquals(before, host(run));
        assertEquals(
                "error: there is nothing to confirm any more: the apply was taken back, since nobody confirmed it within"
                        + " 60 s\n  hint: apply it again\n",
                refused(run, "confirm"));
        assertEquals(
                "Nothing to recover. The last apply was taken back, since nobody confirmed it within 60 s.\n",
                ok(run, "recover", "--back", "--yes").out());
        assertEquals("", ok(run, "plan").err());
        ok(run, "apply", "--yes");
        assertEquals(Optional.empty(), run.memory.journal().read());
    }

    @Test
    void aKilledApplyIsTakenBackAtOnce() throws Exception {
        int n = 1;
        while (killedAndTakenBack(n)) {
            n++;
        }
        assertTrue(n > 10, "operations tried: " + n);
    }

    private boolean killedAndTakenBack(int n) throws Exception {
        TestRun run = shop().applied().with("stack.yaml", EDITED);
        String before = run.memory.dump();
        run.kernel = FaultyKernel.killedAfter(n, run.memory);
        TestRun.Said said = run.run(APPLY);
        run.kernel = run.memory;
        if (said.exitCode() == 0) {
            ok(run, "confirm");
            guards.ended(0);
            return false;
        }
        String log = guards.ended(0);
        assertTrue(log.startsWith("The apply is taken back: it was cut short.\n"), log);
        assertEquals(before, host(run), "after operation " + n);
        assertTrue(refused(run, "confirm").contains("the apply was taken back, since it was cut short\n"));
        return true;
    }

    @Test
    void whatFailsIsRolledBackAndNothingIsToBeConfirmed() throws Exception {
        TestRun run = shop();
        String before = run.memory.dump();
        run.kernel = FaultyKernel.failingAt(4, "ENOBUFS", run.memory);
        TestRun.Said said = run.run(APPLY);
        assertEquals(1, said.exitCode());
        assertTrue(said.err().endsWith("\nRolled back: this host is as it was before.\n"), said.err());
        assertEquals("", guards.ended(0));
        assertEquals(before, run.memory.dump());
        assertEquals("error: there is nothing to confirm\n", refused(run, "confirm"));
    }

    @Test
    void meanwhileOthersAreRefusedAndWhatLooksIsTold() throws Exception {
        TestRun run = shop().applied().with("stack.yaml", EDITED);
        String before = run.memory.dump();
        ok(run, APPLY);
        String waits = "an apply waits to be confirmed, for \\d+\\.\\d s more";
        String ways = "`jnetctl confirm` keeps it, `jnetctl recover --back` takes it back now\n";
        for (List<String> command : List.of(
                List.of("apply", "--yes"),
                List.of("apply", "--yes", "--confirm-within=2m"),
                List.of("apply"),
                List.of("destroy", "--yes"),
                List.of("recover", "--discard"),
                List.of("recover", "--forward", "--yes"))) {
            String err = refused(run, command.toArray(String[]::new));
            assertTrue(err.matches("error: nothing was changed: " + waits + "\n  hint: " + ways), err);
        }
        for (String command : List.of("plan", "drift")) {
            String err = run.run(command).err();
            assertTrue(err.matches("warning: " + waits + "; " + ways), err);
        }
        TestRun.Said said = run.run("recover");
        assertEquals(1, said.exitCode());
        assertTrue(
                said.out().matches("(?s)A" + waits.substring(1) + "\\.\n\nrecover --back, to what was before:\n.*"),
                said.out());
        assertEquals("error: it is not said what to do\n  hint: " + ways, said.err());

        ok(run, "recover", "--back", "--yes");
        assertEquals(before, run.memory.dump());
        assertEquals("", guards.ended(0));
        assertEquals(1, guards.count());
    }

    @Test
    void withNothingToDoThereIsNothingToConfirm() {
        TestRun run = shop().applied();
        assertEquals(
                "No changes. The host matches the manifest.\n", ok(run, APPLY).out());
        assertEquals(0, guards.count());
        assertEquals("error: there is nothing to confirm\n", refused(run, "confirm"));
    }

    @Test
    void withoutAGuardNothingIsChanged() {
        TestRun run = shop();
        run.guards = new Guards() {
            @Override
            public String start() {
                throw new Failure("nothing was changed: no guard today", null);
            }

            @Override
            public boolean isAlive(String guard) {
                return false;
            }

            @Override
            public void becomeOne() {}

            @Override
            public void leave() {}
        };
        assertEquals("error: nothing was changed: no guard today\n", refused(run, APPLY));
        assertEquals(Optional.empty(), run.memory.journal().read());
    }

    @Test
    void aGuardThatFailsTriesAgain() throws Exception {
        TestRun run = shop();
        String before = run.memory.dump();
        guards.kernel = FaultyKernel.failingAt(3, "ENOBUFS", run.memory);
        ok(run, APPLY);
        run.memory.journal().pass(Duration.ofHours(1));
        String log = guards.ended(0);
        assertTrue(log.contains("error: step 3, "), log);
        assertEquals(before, host(run));
    }

    @Test
    void everybodyIsToldThatTheGuardHasEndedAndTheWayBackIsOpen() throws Exception {
        TestRun run = shop();
        String before = run.memory.dump();
        guards.kernel = FaultyKernel.killedAfter(3, run.memory);
        ok(run, APPLY);
        run.memory.journal().pass(Duration.ofHours(1));
        guards.ended(1);
        String err = refused(run, "apply", "--yes");
        assertEquals(
                "error: nothing was changed: an apply waits to be confirmed, and the process that would take it back has"
                        + " ended\n  hint: `jnetctl confirm` keeps it, `jnetctl recover --back` takes it back now\n",
                err);
        err = run.run("plan").err();
        assertTrue(err.startsWith("warning: an apply waits to be confirmed, and the process"), err);
        ok(run, "recover", "--back", "--yes");
        assertEquals(before, run.memory.dump());
    }

    @Test
    void whereTheGuardHasEndedItIsNeverTooLateToConfirm() throws Exception {
        TestRun run = shop();
        guards.kernel = FaultyKernel.killedBefore(1, run.memory);
        ok(run, APPLY);
        String applied = host(run);
        run.memory.journal().pass(Duration.ofHours(1));
        guards.ended(1);
        ok(run, "confirm");
        assertEquals(applied, run.memory.dump());
    }

    @Test
    void whatWasCutShortWithoutATrialCannotBeConfirmed() {
        TestRun run = shop();
        run.kernel = FaultyKernel.killedAfter(3, run.memory);
        run.run("apply", "--yes");
        run.kernel = run.memory;
        assertEquals(
                "error: there is nothing to confirm\n  hint: something was cut short: see `jnetctl recover`\n",
                refused(run, "confirm"));
    }

    @Test
    void theTimeIsOneSecondAtLeastAndAVariableSaysItToo() throws Exception {
        TestRun run = shop();
        assertEquals(
                "error: nobody can confirm that fast: --confirm-within is 1s at least\n",
                refused(run, "apply", "--yes", "--confirm-within", "500ms"));
        run.variables.put("JNETCTL_CONFIRM_WITHIN", "2m");
        assertTrue(ok(run, "apply", "--yes").out().contains("Confirm within 120 s: "));
        ok(run, "confirm");
        guards.ended(0);
    }

    @Test
    void aGuardThatNobodyNeedsEnds() {
        TestRun run = shop();
        assertTrue(refused(run, "guard").startsWith("error: there is nothing to guard\n"));
    }
}
