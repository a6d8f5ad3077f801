package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Netns;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcCommandTest {
    private static final String OTHER = """
            apiVersion: jnetctl/v1
            stack: other
            networks: {back: {subnet: 10.30.0.0/24, bridge: br-back, masquerade: false}}
            containers: {a: {networks: [back]}}
            """;

    private static final String GUEST = """
            apiVersion: jnetctl/v1
            stack: guest
            networks: {theirs: {external: true, name: other/back}}
            containers: {g: {networks: [theirs]}}
            """;

    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP).applied();
    }

    private static TestRun and(TestRun run, String manifest) {
        run.with("more.yaml", manifest);
        TestRun.Said said = run.run("apply", "--yes", "-f", "more.yaml");
        assertEquals(0, said.exitCode(), said.err());
        return run;
    }

    private static TestRun.Said gc(TestRun run) {
        return run.run("gc", "-f", "stack.yaml", "--yes");
    }

    @Test
    void anOrphanThatNobodyUsesGoesAndNothingElseChanges() {
        TestRun run = shop();
        String before = run.memory.dump();
        TestRun.Said said = gc(and(run, OTHER));
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().startsWith("Stack other: no manifest names it, no process is in it"), said.out());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void oneWithAProcessIsLeft() {
        TestRun run = and(shop(), OTHER);
        run.memory.outside().startProcess(4711, Netns.named("other.a"));
        leftBecause(run, "1 process runs in other.a");
        run.memory.outside().endProcess(4711);
        assertEquals(0, gc(run).exitCode());
        assertEquals(0, run.run("drift").exitCode());
    }

    @Test
    void oneWithAForeignPortOnItsBridgeIsLeft() {
        TestRun run = and(shop(), OTHER);
        run.memory.outside().addNamespace("theirs");
        run.memory.outside().addVeth(Netns.HOST, "veth-theirs", Netns.named("theirs"), "eth0");
        run.memory.outside().setMaster("veth-theirs", "br-back");
        leftBecause(run, "veth-theirs, which jnetctl did not make, is a port of its bridge br-back");
    }

    @Test
    void oneWhoseContainerIsInANamespaceOfOthersIsLeft() {
        TestRun run = shop();
        run.memory.outside().addNamespace("theirs");
        and(run, OTHER.replace("{networks: [back]}", "{networks: [back], attach: {netns: /run/netns/theirs}}"));
        leftBecause(run, "a/back is in other.a, which it does not own");
    }

    @Test
    void twoOrphansThatUseEachOtherGoTogetherAndStayTogether() {
        TestRun run = shop();
        String before = run.memory.dump();
        and(run, OTHER);
        run.with("both.yaml", OTHER + "---\n" + GUEST);
        TestRun.Said said = run.run("apply", "--yes", "-f", "both.yaml");
        assertEquals(0, said.exitCode(), said.err());
        run.memory.outside().startProcess(4711, Netns.named("guest.g"));
        leftBecause(run, "stack guest is on its bridge br-back");
        run.memory.outside().endProcess(4711);
        TestRun.Said gone = gc(run);
        assertEquals(0, gone.exitCode(), () -> gone.toString());
        assertEquals(before, run.memory.dump());
    }

    private static void leftBecause(TestRun run, String reason) {
        String before = run.memory.dump();
        TestRun.Said said = gc(run);
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.err().contains("no manifest names stack other, but it is in use: " + reason), said.err());
        assertEquals("Nothing to remove. Every stack on this host is named by a manifest, or in use.\n", said.out());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void wantsToBeToldTheManifests() {
        TestRun.Said said = shop().run("gc", "--yes");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("name all manifests of this host"), said.err());
    }
}
