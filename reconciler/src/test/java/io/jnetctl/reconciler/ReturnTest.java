package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.kernel.testing.FaultyKernel;
import io.jnetctl.kernel.testing.FaultyKernel.KilledException;
import io.jnetctl.reconciler.execute.Executor;
import io.jnetctl.reconciler.execute.Progress;
import io.jnetctl.reconciler.fixture.Drift;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.Manifest;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** From wherever an apply or a destroy was cut short, the way back leads to the host as it was. */
final class ReturnTest {
    private static final int SEEDS = 3;

    @Test
    void aRefusalOfAnyOperationCanBeTakenBack() {
        Seeds.each(
                SEEDS,
                seed -> eachOperation(seed, (host, plan, n) -> {
                    FaultyKernel kernel = FaultyKernel.failingAt(n, "ENOMEM", host.kernel());
                    assertFalse(Executor.execute(plan, kernel, Progress.NONE).succeeded());
                }));
    }

    @Test
    void whatAKillLeavesAfterAnyOperationCanBeTakenBack() {
        Seeds.each(
                SEEDS,
                seed -> eachOperation(seed, (host, plan, n) -> {
                    FaultyKernel kernel = FaultyKernel.killedAfter(n, host.kernel());
                    assertThrows(KilledException.class, () -> Executor.execute(plan, kernel, Progress.NONE));
                }));
    }

    @Test
    void theWayBackGivesLinksTheNamesThatOthersHadGivenThem() {
        Seeds.each(20, seed -> {
            Random random = new Random(seed);
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = new MemoryHost();
            RandomManifests.furnish(host.kernel().outside());
            host.converge(walk.manifest());
            for (Observed.Entry entry : host.kernel()
                    .observe(RandomManifests.everything(host.kernel()))
                    .entries()
                    .values()) {
                Resource resource = entry.resource();
                boolean isLink = resource instanceof Bridge || resource instanceof Veth;
                if (isLink && entry.owner() != null && random.nextBoolean()) {
                    Drift.rename(resource, host.kernel().outside(), random);
                }
            }
            walk.edit();
            Manifest second = walk.manifest();
            int n = 1 + random.nextInt(30);
            strike(host, () -> Reconciler.propose(second, host.kernel()), n, (struck, plan, operation) -> {
                FaultyKernel kernel = FaultyKernel.killedAfter(operation, struck.kernel());
                assertThrows(KilledException.class, () -> Executor.execute(plan, kernel, Progress.NONE));
            });
        });
    }

    private interface Fault {
        void strike(MemoryHost host, Plan plan, int n);
    }

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
        boolean struck = strike(host, () -> Reconciler.propose(first, host.kernel()), n, fault);
        host.converge(first);
        struck |= strike(host, () -> Reconciler.propose(second, host.kernel()), n, fault);
        host.converge(second);
        struck |= strike(host, () -> Reconciler.proposeRemoval(second, host.kernel()), n, fault);
        return struck;
    }

    private static boolean strike(MemoryHost host, Supplier<Proposal> propose, int n, Fault fault) {
        Proposal proposal = propose.get();
        Plan plan = MemoryHost.sound(proposal);
        if (n > plan.steps().size()) {
            return false;
        }
        String dump = host.kernel().dump();
        fault.strike(host, plan, n);
        Plan back = back(proposal, propose.get());
        int half = back.steps().size() / 2;
        if (half > 0) {
            FaultyKernel kernel = FaultyKernel.killedAfter(half, host.kernel());
            assertThrows(KilledException.class, () -> Executor.execute(back, kernel, Progress.NONE));
        }
        MemoryHost.apply(back(proposal, propose.get()), host.kernel());
        assertEquals(List.of(), MemoryHost.lines(back(proposal, propose.get())), "way back after it");
        assertEquals(dump, host.kernel().dump(), () -> "after operation " + n);
        return true;
    }

    private static Plan back(Proposal before, Proposal now) {
        return MemoryHost.sound(Reconciler.proposeReturn(
                before.plan().stacks(),
                before.observed().entries().values(),
                new Sight(now.observed(), now.attached())));
    }
}
