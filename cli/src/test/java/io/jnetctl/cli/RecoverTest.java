package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.HostLock;
import io.jnetctl.kernel.LockHolder;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.testing.FaultyKernel;
import io.jnetctl.kernel.testing.FaultyKernel.KilledException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever an apply or a destroy was killed, it can be taken back and it can be finished; and so can a recovery. */
class RecoverTest {
    private static final String EDITED = TestRun.SHOP
            .replace("10.10.0.0/24", "10.20.0.0/24")
            .replace("\"9\"", "\"10\"")
            .replace("expose: [5432]", "expose: [5432], publish: [\"8080:5432\"]");

    private static final String CUT_SHORT =
            "an apply was cut short at step 5 of \\d+: `jnetctl apply --yes`, pid \\d+, of \\S+"
                    + "( as \\S+)?, begun \\d+\\.\\d s ago";

    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    private TestRun edited() {
        return shop().applied().with("stack.yaml", EDITED);
    }

    /** Runs a command until it is killed after its n-th operation; false where it has not that many. */
    private static boolean killed(TestRun run, int n, String... command) {
        run.kernel = FaultyKernel.killedAfter(n, run.memory);
        boolean killed = run.run(command).err().contains(KilledException.class.getSimpleName());
        run.kernel = run.memory;
        return killed;
    }

    private static void ok(TestRun run, String... command) {
        TestRun.Said said = run.run(command);
        assertEquals(0, said.exitCode(), said::toString);
    }

    private interface Start {
        TestRun make();
    }

    private static void eachOperation(Start start, String... command) {
        TestRun whole = start.make();
        String before = whole.memory.dump();
        ok(whole, command);
        String after = whole.memory.dump();
        int n = 1;
        for (TestRun run = start.make(); killed(run, n, command); run = start.make()) {
            ok(run, "recover", "--back", "--yes");
            assertEquals(before, run.memory.dump(), "back after operation " + n);

            assertTrue(killed(run, n, command));
            ok(run, "recover", "--forward", "--yes");
            assertEquals(after, run.memory.dump(), "forward after operation " + n);

            recoverAfterKilledRecoveries(start.make(), n, before, command);
            n++;
        }
        assertTrue(n > 5, "operations tried: " + n);
    }

    /** To and fro, each killed after some operations: what is before stays what it was. */
    private static void recoverAfterKilledRecoveries(TestRun run, int n, String before, String... command) {
        assertTrue(killed(run, n, command));
        run.with("stack.yaml", "needed no more");
        boolean left = killed(run, 1 + n / 3, "recover", "--forward", "--yes")
                && killed(run, 1 + n / 2, "recover", "--back", "--yes")
                && killed(run, 1, "recover", "--forward", "--yes");
        ok(run, "recover", "--back", "--yes");
        if (left) {
            assertEquals(before, run.memory.dump(), "to and fro after operation " + n);
        }
    }

    @Test
    void aFirstApplyKilledAnywhere() {
        eachOperation(this::shop, "apply", "--yes");
    }

    @Test
    void anEditKilledAnywhere() {
        eachOperation(this::edited, "apply", "--yes");
    }

    @Test
    void aDestroyKilledAnywhere() {
        eachOperation(() -> shop().applied(), "destroy", "--yes");
    }

    @Test
    void aDestroyWithoutItsManifestKilledAnywhere() {
        eachOperation(() -> shop().applied(), "destroy", "--stack", "shop", "--yes");
    }

    @Test
    void anApplyNarrowedToAContainerKilledAnywhere() {
        eachOperation(this::shop, "apply", "--yes", "--target", "shop/web");
    }

    @Test
    void whatWasBegunByALaterClockHasNoAge() {
        TestRun run = shop();
        assertTrue(killed(run, 4, "apply", "--yes"));
        run.memory.journal().pass(Duration.ofDays(-3650));
        String told = run.run("plan").err();
        assertTrue(
                told.matches("warning: an apply was cut short at step 5 of \\d+: `jnetctl apply --yes`, pid \\d+, of"
                        + " \\S+( as \\S+)?; `jnetctl recover` finishes it, or takes it back\n"),
                told);
        ok(run, "recover", "--back", "--yes");
    }

    @Test
    void whatEndsWellLeavesNothingToRecover() {
        TestRun run = shop().applied();
        assertEquals(Optional.empty(), run.memory.journal().read());
        assertEquals(new TestRun.Said(0, "Nothing to recover.\n", ""), run.run("recover"));
        assertEquals(new TestRun.Said(0, "Nothing to recover.\n", ""), run.run("recover", "--back", "--yes"));
        assertEquals(new TestRun.Said(0, "Nothing to recover.\n", ""), run.run("recover", "--discard"));
        ok(run, "destroy", "--yes");
        assertEquals(Optional.empty(), run.memory.journal().read());
    }

    @Test
    void withoutADirectionItTellsWhatWasCutShortAndWhatEitherWouldDo() {
        TestRun run = shop();
        killed(run, 4, "apply", "--yes");
        String before = run.memory.dump();
        TestRun.Said said = run.run("recover");
        assertEquals(1, said.exitCode());
        assertTrue(
                said.out().lines().findFirst().orElseThrow().matches("A" + CUT_SHORT.substring(1) + "\\."), said.out());
        assertTrue(
                said.out()
                        .matches(
                                "(?s).*\nrecover --back, to what was before:\n.*\nPlan: 0 to add, .* to remove\\..*"
                                        + "\nrecover --forward, to what was asked for:\n.*\nPlan: \\d+ to add, .*, 0 to remove\\..*"),
                said.out());
        assertEquals("error: it is not said which way to go\n  hint: add --back or --forward\n", said.err());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void itAsksBeforeAnythingChanges() {
        TestRun run = shop();
        killed(run, 4, "apply", "--yes");
        run.terminals = new io.jnetctl.cli.host.Terminals(true, true, false);
        String before = run.memory.dump();
        run.input = "no\n";
        TestRun.Said said = run.run("recover", "--back");
        assertEquals(1, said.exitCode());
        assertTrue(said.out().contains("Do this? Only \"yes\" is accepted: Nothing was changed."), said.out());
        assertEquals(before, run.memory.dump());
        run.input = "yes\n";
        said = run.run("recover", "--back");
        assertEquals(0, said.exitCode());
        assertTrue(said.out().endsWith(" s. This host is as it was before.\n"), said.out());
    }

    @Test
    void oneDirectionAtATime() {
        for (List<String> command :
                List.of(List.of("recover", "--back", "--forward"), List.of("recover", "--discard", "--back"))) {
            TestRun.Said said = shop().run(command.toArray(String[]::new));
            assertEquals(1, said.exitCode());
            assertEquals(
                    "error: --back, --forward and --discard exclude one another\n  hint: leave one of them\n",
                    said.err());
        }
    }

    @Test
    void variablesSayTheDirectionToo() {
        TestRun run = shop();
        String before = run.memory.dump();
        killed(run, 4, "apply", "--yes");
        run.variables.put("JNETCTL_BACK", "1");
        run.variables.put("JNETCTL_YES", "1");
        ok(run, "recover");
        assertEquals(before, run.memory.dump());
    }

    @Test
    void whatLooksAtTheHostTellsThatSomethingWasCutShort() {
        TestRun run = shop();
        killed(run, 4, "apply", "--yes");
        for (String command : List.of("plan", "drift")) {
            String err = run.run(command).err();
            assertTrue(
                    err.matches("warning: " + CUT_SHORT + "; `jnetctl recover` finishes it, or takes it back\n"), err);
        }
        TestRun.Said said = run.run("apply", "--yes");
        assertEquals(0, said.exitCode());
        assertTrue(said.err().startsWith("warning: an apply was cut short at step 5 of "), said.err());
        assertEquals("", run.run("plan").err());
    }

    @Test
    void nobodyCallsCutShortWhatIsStillAtWork() {
        TestRun run = shop();
        killed(run, 4, "apply", "--yes");
        try (HostLock _ = run.memory.lock(new LockHolder(4711, "jnetctl apply", "alice"), Duration.ZERO)) {
            assertEquals("", run.run("plan").err());
            TestRun.Said said = run.run("recover");
            assertEquals(1, said.exitCode());
            assertTrue(
                    said.err()
                            .startsWith("error: nothing was changed: another jnetctl is changing this host: "
                                    + "`jnetctl apply`, pid 4711, of alice, since "),
                    said.err());
        }
    }

    @Test
    void anApplyThatFailedCanBeTakenBackLater() {
        TestRun run = edited();
        String before = run.memory.dump();
        run.kernel = FaultyKernel.failingAt(3, "ENOBUFS", run.memory);
        TestRun.Said said = run.run("apply", "--yes");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().endsWith("\n`jnetctl recover --back` makes this host as it was before.\n"), said.err());
        run.kernel = run.memory;
        ok(run, "recover", "--back", "--yes");
        assertEquals(before, run.memory.dump());
    }

    @Test
    void aRecoveryThatIsKilledIsToldAsSuch() {
        TestRun run = shop();
        killed(run, 6, "apply", "--yes");
        assertTrue(killed(run, 2, "recover", "--back", "--yes"));
        String err = run.run("plan").err();
        assertTrue(
                err.matches("warning: taking back an apply was cut short at step 3 of \\d+: "
                        + "`jnetctl recover --back --yes`, .*\n"),
                err);
    }

    @Test
    void theNextApplyGoesOnAndItsJournalTakesThePlaceOfTheOldOne() {
        TestRun run = shop();
        killed(run, 4, "apply", "--yes");
        String half = run.memory.dump();
        assertTrue(killed(run, 2, "apply", "--yes"));
        ok(run, "recover", "--back", "--yes");
        assertEquals(half.replace("journal\n", ""), run.memory.dump());
    }

    @Test
    void oneThatWasKilledWhenAllWasDoneHasEndedWellForTheNext() {
        TestRun run = shop();
        ok(run, "apply", "--yes");
        int steps = 0;
        for (String line : run.run("plan", "--against", "empty").out().lines().toList()) {
            steps = Math.max(steps, line.matches(" *\\d+(-\\d+)? +[-+~/].*") ? lastStep(line) : 0);
        }
        ok(run, "destroy", "--yes");
        String empty = run.memory.dump();
        assertTrue(killed(run, steps, "apply", "--yes"), steps + " steps");
        TestRun.Said said = run.run("plan");
        assertTrue(said.err().contains(" was cut short after all its " + steps + " steps: "), said.err());
        said = run.run("apply", "--yes");
        assertEquals(0, said.exitCode());
        assertTrue(said.out().startsWith("No changes."), said.out());
        assertEquals(Optional.empty(), run.memory.journal().read());
        assertNotEquals(empty, run.memory.dump());
    }

    private static int lastStep(String line) {
        String number = line.strip().split("[^-\\d]", 2)[0];
        return Integer.parseInt(number.substring(number.indexOf('-') + 1));
    }

    @Test
    void anotherStackThatHasNoChangesDoesNotEndIt() {
        TestRun run = shop();
        run.with(
                "other.yaml",
                TestRun.SHOP
                        .replace("stack: shop", "stack: other")
                        .replace("10.10.", "10.30.")
                        .replace("br-front", "br-other"));
        ok(run, "apply", "--yes", "-f", "other.yaml");
        killed(run, 4, "apply", "--yes");
        ok(run, "apply", "--yes", "-f", "other.yaml");
        assertTrue(run.memory.journal().read().isPresent());
        ok(run, "destroy", "--yes");
        assertEquals(Optional.empty(), run.memory.journal().read());
    }

    @Test
    void clearingAwayKilledAnywhere() {
        eachOperation(
                () -> shop().applied().with("other.yaml", TestRun.SHOP.replace("shop", "other")),
                "gc",
                "--yes",
                "-f",
                "other.yaml");
    }

    @Test
    void aJournalThatCannotBeReadHasAWayOut() {
        TestRun run = shop();
        killed(run, 4, "apply", "--yes");
        String text = run.memory.journal().read().orElseThrow().text();
        for (String bad : List.of(
                text.substring(0, text.length() / 2),
                text.replaceFirst("\"jnetctl\":\"[^\"]*\"", "\"jnetctl\":\"0.0.1\""),
                "")) {
            run.memory.journal().write(bad);
            for (List<String> command : List.of(List.of("recover"), List.of("recover", "--back", "--yes"))) {
                TestRun.Said said = run.run(command.toArray(String[]::new));
                assertEquals(1, said.exitCode());
                assertTrue(
                        said.err().startsWith("error: the journal of what was cut short cannot be read: "), said.err());
                assertTrue(said.err().contains("`jnetctl recover --discard`"), said.err());
            }
            assertTrue(run.run("plan")
                    .err()
                    .startsWith("warning: the journal of a command that was cut short cannot be read: "));
            assertEquals(
                    new TestRun.Said(0, "Forgotten. This host is left as it is.\n", ""),
                    run.run("recover", "--discard"));
            assertEquals("", run.run("plan").err());
            run.memory.journal().write(bad);
            ok(run, "apply", "--yes");
            assertEquals(Optional.empty(), run.memory.journal().read());
            killed(run, 1, "destroy", "--yes");
        }
    }

    @Test
    void whatBelongsToANamespaceThatIsGoneIsLeftOut() {
        TestRun run = shop();
        run.with("stack.yaml", """
                apiVersion: jnetctl/v1
                stack: shop
                networks: {front: {subnet: 10.10.0.0/24, masquerade: false}}
                containers:
                  a: {networks: [front]}
                  b: {networks: [front], attach: {netns: /run/netns/b}}
                """);
        run.memory.outside().addNamespace("b");
        ok(run, "apply", "--yes");
        run.with("stack.yaml", """
                apiVersion: jnetctl/v1
                stack: shop
                networks: {front: {subnet: 10.11.0.0/24, masquerade: false}}
                containers:
                  a: {networks: [front]}
                  b: {networks: [front], attach: {netns: /run/netns/b}}
                """);
        assertTrue(killed(run, 3, "apply", "--yes"));
        run.memory.outside().deleteNamespace("b");
        TestRun.Said said = run.run("recover", "--forward", "--yes");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("/run/netns/b"), said.err());
        ok(run, "recover", "--back", "--yes");
        assertTrue(run.memory.dump().contains("10.10.0.1/24"), run.memory.dump());
        assertEquals(Optional.empty(), run.memory.journal().read());
    }

    @Test
    void flowsThatWereToEndAreNotBroughtBack() {
        TestRun run = shop().applied();
        String before = run.memory.dump();
        run.memory.outside().leaveStaleFlows(new FlowPattern.With(IpAddress.parse("10.10.0.9")));
        run.with("stack.yaml", EDITED);
        assertTrue(killed(run, 2, "apply", "--yes"));
        ok(run, "recover", "--back", "--yes");
        assertEquals(before, run.memory.dump());
    }
}
