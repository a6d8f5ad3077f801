package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestroyCommandTest {
    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    @Test
    void leavesTheHostAsItWasBeforeTheStack() {
        TestRun run = shop();
        String before = run.memory.dump();
        TestRun.Said said = run.applied().run("destroy", "--yes");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().endsWith(" s. Nothing is left of stack shop.\n"), said.out());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void needsNoManifestToDestroyAStackByName() {
        TestRun run = shop();
        String before = run.memory.dump();
        run.applied().with("stack.yaml", "unreadable: [");
        assertEquals(0, run.run("destroy", "--stack", "shop", "--yes").exitCode());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void leavesOtherStacksAlone() {
        TestRun run = shop().applied();
        String before = run.memory.dump();
        run.with("stack.yaml", "apiVersion: jnetctl/v1\nstack: other\ncontainers: {a: {network_mode: none}}\n")
                .applied();
        assertEquals(0, run.run("destroy", "--stack", "other", "--yes").exitCode());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void saysThatThereIsNothingToRemoveAndWhatMayHaveBeenMeant() {
        TestRun.Said said = shop().applied().run("destroy", "--stack", "shap");
        assertEquals(
                new TestRun.Said(
                        0, "Nothing to remove. This host has nothing of stack shap. (did you mean \"shop\"?)\n", ""),
                said);
    }

    @Test
    void asksFirst() {
        TestRun run = shop().applied();
        String before = run.memory.dump();
        assertEquals(1, run.run("destroy").exitCode());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void takesStacksFromTheVariable() {
        TestRun run = shop().applied();
        run.variables.put("JNETCTL_STACK", "shop:other");
        TestRun.Said said = run.run("destroy", "--yes");
        assertTrue(said.out().startsWith("jnetctl will change this host: stacks other, shop\n"), said.out());
    }
}
