package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.testing.FaultyKernel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An apply that fails half way leaves the host as it was, where that is asked for. */
class RollbackTest {
    private static final String EDITED = TestRun.SHOP
            .replace("10.10.0.0/24", "10.20.0.0/24")
            .replace("\"9\"", "\"10\"")
            .replace("expose: [5432]", "expose: [5432], publish: [\"8080:5432\"]");

    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    @Test
    void whicheverStepOfTheFirstApplyFailsNothingOfItIsLeft() {
        int n = 1;
        while (rolledBack(shop(), n)) {
            n++;
        }
        assertTrue(n > 10, "steps tried: " + n);
    }

    @Test
    void whicheverStepOfAnEditFailsTheStackIsAsItWas() {
        int n = 1;
        while (rolledBack(shop().applied().with("stack.yaml", EDITED), n)) {
            n++;
        }
        assertTrue(n > 10, "steps tried: " + n);
    }

    /** Whether the n-th step was there to fail. */
    private static boolean rolledBack(TestRun run, int n) {
        String before = run.memory.dump();
        run.kernel = FaultyKernel.failingAt(n, "ENOBUFS", run.memory);
        TestRun.Said said = run.run("apply", "--yes", "--rollback-on-error");
        if (said.exitCode() == 0) {
            return false;
        }
        assertEquals(1, said.exitCode());
        assertTrue(said.err().startsWith("error: step " + n + ", "), said.err());
        assertTrue(said.err().contains((n - 1) + " done, 1 failed, "), said.err());
        assertTrue(said.err().endsWith("\nRolled back: this host is as it was before.\n"), said.err());
        assertEquals(before, run.memory.dump(), "after step " + n);
        return true;
    }

    @Test
    void withoutBeingAskedForItDoesNotTakeAnythingBack() {
        TestRun run = shop();
        String before = run.memory.dump();
        run.kernel = FaultyKernel.failingAt(4, "ENOBUFS", run.memory);
        assertEquals(1, run.run("apply", "--yes").exitCode());
        assertNotEquals(before, run.memory.dump());
    }

    @Test
    void aNamespaceThatIsNotThereStopsAllBeforeAnythingChanges() {
        TestRun run = shop().with("stack.yaml", """
                apiVersion: jnetctl/v1
                stack: shop
                networks: {front: {subnet: 10.10.0.0/24, masquerade: false}}
                containers:
                  a: {networks: [front]}
                  b: {networks: [front]}
                  c: {networks: [front]}
                  d: {networks: [front], attach: {netns: /run/netns/nowhere}}
                  e: {networks: [front]}
                """);
        String before = run.memory.dump();
        TestRun.Said said = run.run("apply", "--yes");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("/run/netns/nowhere"), said.err());
        assertEquals(before, run.memory.dump());
        run.memory.outside().addNamespace("nowhere");
        assertEquals(0, run.run("apply", "--yes").exitCode());
    }

    @Test
    void destroyGoesOnWhenLinksWereRemovedByHand() {
        TestRun run = shop();
        String before = run.memory.dump();
        run.with("stack.yaml", """
                apiVersion: jnetctl/v1
                stack: shop
                networks:
                  t1: {subnet: 10.10.1.0/24}
                  t2: {subnet: 10.10.2.0/24}
                containers:
                  c: {networks: [t1, t2], publish: ["8080:80", "8443:443"]}
                """).applied();
        run.memory.outside().deleteLink(Netns.named("shop.c"), "eth0");
        run.memory.outside().deleteLink(Netns.named("shop.c"), "eth1");
        TestRun.Said said = run.run("destroy", "--yes");
        assertEquals(0, said.exitCode(), said.err());
        assertEquals(before, run.memory.dump());
    }
}
