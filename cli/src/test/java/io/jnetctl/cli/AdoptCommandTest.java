package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.Bridge;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptCommandTest {
    private static final Bridge FRONT = new Bridge("br-front", null, null, null, null);

    @TempDir
    private Path directory;

    private TestRun shop() {
        TestRun run = new TestRun(directory).with("stack.yaml", TestRun.SHOP);
        run.memory.outside().addBridge("br-front");
        run.memory.outside().addNamespace("shop.web");
        return run;
    }

    @Test
    void whatIsInTheWayBecomesTheStacksAndStaysTheSameObject() {
        TestRun run = shop();
        assertTrue(run.run("plan").err().contains("make it jnetctl's with `jnetctl adopt`"), "plan shows the way out");
        OptionalLong before = run.memory.outside().identity(FRONT);
        TestRun.Said said = run.run("adopt", "--yes");
        assertEquals(0, said.exitCode(), said.err());
        assertEquals(before, run.memory.outside().identity(FRONT));
        run.applied();
        assertEquals(before, run.memory.outside().identity(FRONT));
    }

    @Test
    void itIsDestroyedWithTheStack() {
        TestRun run = shop();
        String before = new TestRun(directory).memory.dump();
        assertEquals(0, run.run("adopt", "--yes").exitCode());
        assertEquals(0, run.applied().run("destroy", "--yes").exitCode());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void onlyWhatMatchesThePatternIsTaken() {
        TestRun run = shop();
        TestRun.Said said = run.run("adopt", "--yes", "namespace shop.*");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().contains("adopted: new container web"), said.out());
        TestRun.Said plan = run.run("plan");
        assertEquals(1, plan.exitCode());
        assertTrue(plan.err().startsWith("error: bridge br-front is in the way"), plan.err());
    }

    @Test
    void aPatternThatMatchesNothingInTheWayIsAnError() {
        assertEquals(new TestRun.Said(1, "", """
                        error: nothing that is in the way matches bridge br-x
                          hint: `jnetctl plan` tells what is in the way
                        """), shop().run("adopt", "--yes", "bridge br-x"));
    }

    @Test
    void nothingIsTakenWhereSomethingCannotBe() {
        TestRun run = shop();
        run.memory.outside().addLink(Netns.named("shop.web"), "eth0", "tun");
        String before = run.memory.dump();
        TestRun.Said said = run.run("adopt", "--yes");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("eth0"), said.err());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void withNothingInTheWayThereIsNothingToDo() {
        TestRun run = new TestRun(directory).with("stack.yaml", TestRun.SHOP).applied();
        assertEquals(
                new TestRun.Said(0, "Nothing to adopt. Nothing of others is in the way of the manifest.\n", ""),
                run.run("adopt"));
    }
}
