package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jnetctl.kernel.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved plans, snapshots and targets, as a user meets them. */
class ArtefactsTest {
    private static final String WARNING =
            "warning: only shop/web and what it stands on is planned for; the rest is not looked at\n";

    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void aSavedPlanIsShownAppliedAndThenStale() {
        TestRun run = shop();
        TestRun.Said plan = run.run("plan", "-o", "plan.json");
        assertEquals(0, plan.exitCode(), plan.err());
        TestRun.Said applied = run.run("apply", "plan.json", "--yes");
        assertEquals(0, applied.exitCode(), applied.err());
        assertTrue(applied.out().startsWith(plan.out()), applied.out());
        TestRun.Said again = run.run("apply", "plan.json", "--yes");
        assertEquals(1, again.exitCode());
        assertTrue(
                again.err()
                        .startsWith("error: plan.json is stale: this host has changed since it was saved,"
                                + " and nothing is changed now\n"),
                again.err());
        assertTrue(again.err().endsWith("  hint: plan again: jnetctl plan -o plan.json\n"), again.err());
        assertEquals("", again.out());
    }

    @Test
    void aStalePlanChangesNothingAndNamesWhatChanged() {
        TestRun run = shop().applied();
        run.with("stack.yaml", TestRun.SHOP.replace("PG: \"9\"", "PG: \"10\""));
        assertEquals(0, run.run("plan", "-o", "plan.json").exitCode());
        run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        String before = run.memory.dump();
        TestRun.Said said = run.run("apply", "plan.json", "--yes");
        assertEquals(new TestRun.Said(1, "", """
                        error: plan.json is stale: this host has changed since it was saved, and nothing is changed now
                          bridge br-front: mtu 1500 -> 1400
                          hint: plan again: jnetctl plan -o plan.json
                        """), said);
        assertEquals(before, run.memory.dump());
    }

    @Test
    void aSavedPlanNeedsItsManifestNoMore() throws IOException {
        TestRun run = shop();
        run.run("plan", "-o", "plan.json");
        Files.delete(directory.resolve("stack.yaml"));
        assertEquals(0, run.run("apply", "plan.json", "--yes").exitCode());
    }

    @Test
    void aSavedPlanAsksToo() {
        TestRun run = shop();
        run.run("plan", "-o", "plan.json");
        TestRun.Said said = run.run("apply", "plan.json");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("there is no terminal to ask at"), said.err());
    }

    @Test
    void filesAreTheirOwnersAloneAndComeWholeOrNotAtAll() throws IOException {
        TestRun run = shop().with("plan.json", "before");
        run.run("plan", "-o", "plan.json");
        run.run("snapshot", "-o", "host.json");
        for (String file : List.of("plan.json", "host.json")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))),
                    file);
        }
        String saved = text("plan.json");
        run.with("stack.yaml", "stack: [");
        assertEquals(1, run.run("plan", "-o", "plan.json").exitCode());
        assertEquals(saved, text("plan.json"));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(3, files.count(), "nothing is left lying about");
        }
    }

    @Test
    void aPlanThatMustNotBeAppliedIsNotSaved() {
        TestRun run = shop();
        run.memory.outside().addBridge("br-front");
        assertEquals(1, run.run("plan", "-o", "plan.json").exitCode());
        assertFalse(Files.exists(directory.resolve("plan.json")));
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        assertEquals(
                "error: cannot write nowhere/plan.json: no such file or directory\n",
                shop().run("plan", "-o", "nowhere/plan.json").err());
        assertEquals(
                "error: cannot write .: it is a directory\n  hint: name a file\n",
                shop().run("snapshot", "-o", ".").err());
    }

    @Test
    void applySaysWhatIsNoSavedPlan() throws IOException {
        TestRun run = shop();
        String hint = "\n  hint: save a plan with `jnetctl plan -o FILE`; a manifest is named with -f\n";
        assertTrue(
                run.run("apply", "stack.yaml")
                        .err()
                        .startsWith("error: stack.yaml: line 1, column 1: Unrecognized token"),
                run.run("apply", "stack.yaml").err());
        assertEquals(
                "error: cannot read none.json: no such file or directory" + hint,
                run.run("apply", "none.json").err());
        assertEquals(
                "error: cannot read .: it is a directory" + hint,
                run.run("apply", ".").err());
        run.run("snapshot", "-o", "host.json");
        assertEquals(
                "error: host.json: it is a snapshot, not a saved plan" + hint,
                run.run("apply", "host.json").err());
        run.run("plan", "-o", "plan.json");
        run.with("plan.json", text("plan.json").replace("shop.web", "shop.wob"));
        assertEquals(
                "error: plan.json: it was changed since jnetctl wrote it: its digest does not fit" + hint,
                run.run("apply", "plan.json").err());
        Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xff, 0});
        assertEquals(
                "error: bytes: it is not text" + hint, run.run("apply", "bytes").err());
    }

    @Test
    void aSavedPlanGoesWithNeitherManifestNorTarget() {
        TestRun run = shop();
        run.run("plan", "-o", "plan.json");
        for (String[] more : new String[][] {{"-f", "stack.yaml"}, {"--target", "shop/web"}}) {
            TestRun.Said said = run.run("apply", "plan.json", more[0], more[1]);
            assertEquals(1, said.exitCode());
            assertTrue(said.err().startsWith("error: a saved plan has its manifest and its targets in it"), said.err());
        }
        run.variables.put("JNETCTL_FILE", "stack.yaml");
        assertEquals(0, run.run("apply", "plan.json", "--yes").exitCode());
    }

    @Test
    void planningAgainstASnapshotNeedsNoKernel() {
        TestRun run = shop().applied();
        run.with("stack.yaml", TestRun.SHOP.replace("PG: \"9\"", "PG: \"10\""));
        TestRun.Said onHost = run.run("plan");
        run.run("snapshot", "-o", "host.json");
        run.kernel = new ForbiddenKernel();
        assertEquals(onHost, run.run("plan", "--against", "host.json"));
        assertTrue(onHost.out().contains("Plan: 0 to add, 1 to change, 0 to remove."), onHost.out());
    }

    @Test
    void aPlanMadeElsewhereIsAppliedOnTheHostOfTheSnapshot() {
        TestRun run = shop();
        run.run("snapshot", "-o", "host.json");
        assertEquals(
                0, run.run("plan", "--against", "host.json", "-o", "plan.json").exitCode());
        assertEquals(0, run.run("apply", "plan.json", "--yes").exitCode());
    }

    @Test
    void aSnapshotIsPrintedWhereNoFileIsNamed() {
        TestRun run = shop();
        TestRun.Said said = run.run("snapshot");
        assertEquals(0, said.exitCode(), said.err());
        run.with("host.json", said.out());
        assertEquals(0, run.run("plan", "--against", "host.json").exitCode());
    }

    @Test
    void whatASnapshotDoesNotCoverIsSaidWithTheWayOut() {
        TestRun run = shop().applied();
        run.run("snapshot", "-o", "host.json");
        run.with(
                "stack.yaml",
                TestRun.SHOP.replace("[front], links", "[front], sysctls: {net.ipv4.ip_nonlocal_bind: \"1\"}, links"));
        TestRun.Said said = run.run("plan", "--against", "host.json");
        assertEquals(new TestRun.Said(1, "", """
                        error: the snapshot does not say what net.ipv4.ip_nonlocal_bind of shop.web is
                          hint: take the snapshot for this manifest: jnetctl snapshot -f FILE
                        """), said);
        run.with("stack.yaml", TestRun.SHOP.replace("[front], links", "[front], attach: {docker: web}, links"));
        said = run.run("plan", "--against", "host.json");
        assertTrue(said.err().contains("container web: the snapshot does not say where it is\n"), said.err());
        assertTrue(said.err().contains("  hint: take the snapshot for this manifest"), said.err());
    }

    @Test
    void aTargetNarrowsPlanAndApplyAndSaysSo() throws IOException {
        TestRun run = shop();
        TestRun.Said plan = run.run("plan", "--target", "shop/web");
        assertEquals(WARNING, plan.err());
        assertTrue(plan.out().contains("shop.web") && !plan.out().contains("namespace    shop.db"), plan.out());
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(run.run("plan", "--target", "shop/web", "--format", "json")
                        .out());
        assertEquals("[\"shop/web\"]", json.get("targets").toString());
        assertTrue(run.run("plan", "--target", "shop/web", "--format", "markdown")
                .out()
                .startsWith("> only shop/web and what it stands on is planned for; the rest is not looked at\n\n"));
        TestRun.Said applied = run.run("apply", "--yes", "--target", "shop/web");
        assertEquals(0, applied.exitCode(), applied.err());
        assertTrue(applied.out().endsWith(" s. What was asked for matches the manifest.\n"), applied.out());
        assertEquals(
                0,
                run.run("plan", "--detailed-exitcode", "--target", "shop/web").exitCode());
        assertEquals(2, run.run("plan", "--detailed-exitcode").exitCode());
    }

    @Test
    void aSavedPlanRemembersItsTargets() {
        TestRun run = shop();
        run.variables.put("JNETCTL_TARGET", "shop/web");
        run.variables.put("JNETCTL_OUT", "plan.json");
        assertEquals(WARNING, run.run("plan").err());
        run.variables.clear();
        TestRun.Said applied = run.run("apply", "plan.json", "--yes");
        assertEquals(0, applied.exitCode(), applied.err());
        assertEquals(WARNING, applied.err());
        assertEquals(2, run.run("plan", "--detailed-exitcode").exitCode());
    }

    @Test
    void aTargetThatIsNotThereIsAnError() {
        TestRun.Said said = shop().run("plan", "--target", "shop/wep");
        assertEquals(1, said.exitCode());
        assertEquals(
                "error: there is no container shop/wep in the manifest\n  hint: did you mean \"shop/web\"?\n",
                said.err());
        assertTrue(shop().run("plan", "--target", "web").err().startsWith("error: \"web\" does not name a container"));
    }
}
