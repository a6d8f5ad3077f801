package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.testing.FaultyKernel;
import io.jnetctl.kernel.testing.FaultyKernel.KilledException;
import io.jnetctl.reconciler.execute.ApplyReport;
import io.jnetctl.reconciler.execute.Executor;
import io.jnetctl.reconciler.execute.Progress;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong at whichever operation, the next apply gets there, and destroy leaves nothing behind. */
final class FaultTest {
    private static final List<String> REFUSALS = List.of("ENOMEM", "EPERM", "EBUSY", "EEXIST", "ENOBUFS", "ENOSPC");
    private static final int SEEDS = 8;

    @Test
    void aKillBeforeAnyOperationIsHealedByTheNextApply() {
        Seeds.each(
                SEEDS,
                seed -> eachOperation(seed, (host, plan, n) -> {
                    FaultyKernel kernel = FaultyKernel.killedBefore(n, host.kernel());
                    assertThrows(KilledException.class, () -> Executor.execute(plan, kernel, Progress.NONE));
                }));
    }

    @Test
    void aKillAfterAnyOperationIsHealedByTheNextApply() {
        Seeds.each(
                SEEDS,
                seed -> eachOperation(seed, (host, plan, n) -> {
                    FaultyKernel kernel = FaultyKernel.killedAfter(n, host.kernel());
                    assertThrows(KilledException.class, () -> Executor.execute(plan, kernel, Progress.NONE));
                }));
    }

    @Test
    void aRefusalOfAnyOperationIsReportedAndHealedByTheNextApply() {
        Seeds.each(
                SEEDS,
                seed -> eachOperation(seed, (host, plan, n) -> {
                    FaultyKernel kernel =
                            FaultyKernel.failingAt(n, REFUSALS.get((int) (seed + n) % REFUSALS.size()), host.kernel());
                    ApplyReport report = Executor.execute(plan, kernel, Progress.NONE);
                    assertFalse(report.succeeded());
                    assertEquals(n, report.failure().orElseThrow().step().number());
                    assertEquals(n - 1, report.done());
                    assertEquals(plan.steps().size() - n, report.notRun());
                }));
    }

    private interface Fault {
        void strike(MemoryHost host, Plan plan, int n);
    }

    /** Strikes the first apply of a walk, then an edit's, then the destruction, at each operation in turn. */
    private static void eachOperation(long seed, Fault fault) {
        RandomManifests walk = new RandomManifests(seed);
        Manifest first = walk.manifest();
        walk.edit();
        walk.edit();
        Manifest second = walk.manifest();
        for (int n = 1; strike(first, second, n, fault); n++) {
            assertTrue(n < 1000, "a plan ends");
        }
    }

    private static boolean strike(Manifest first, Manifest second, int n, Fault fault) {
        MemoryHost host = new MemoryHost();
        RandomManifests.furnish(host.kernel().outside());
        String before = host.kernel().dump();
        boolean struck = strike(host, host.plan(first), n, fault);
        host.converge(first);
        struck |= strike(host, host.plan(second), n, fault);
        host.converge(second);
        struck |= strike(host, MemoryHost.sound(Reconciler.proposeRemoval(second, host.kernel())), n, fault);
        host.destroy(second);
        assertEquals(before, host.kernel().dump());
        return struck;
    }

    private static boolean strike(MemoryHost host, Plan plan, int n, Fault fault) {
        if (n > plan.steps().size()) {
            return false;
        }
        fault.strike(host, plan, n);
        return true;
    }
}
