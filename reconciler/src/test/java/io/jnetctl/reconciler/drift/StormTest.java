package io.jnetctl.reconciler.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.drift.Difference.State;
import io.jnetctl.reconciler.execute.Executor;
import io.jnetctl.reconciler.execute.Progress;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import io.jnetctl.schema.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Others do one thing after another to what is ours. */
final class StormTest {
    private static final int MUTATIONS = 10;

    @Test
    void eachMutationIsSeenForWhatItIsAndHealedByOneApply() {
        Set<String> seen = new TreeSet<>();
        Seeds.each(100, seed -> {
            Manifest manifest = new RandomManifests(seed).manifest();
            MemoryHost host = converged(manifest);
            List<String> healthy = dump(host);
            Random random = new Random(seed);
            for (int i = 0; i < MUTATIONS; i++) {
                assertEquals(List.of(), drift(manifest, host).differences());
                Mutation mutation =
                        Mutation.of(any(owned(host), random), host.kernel().outside(), random);
                Drift drift = drift(manifest, host);
                Difference difference = drift.differences().stream()
                        .filter(each -> each.resource().key().equals(mutation.key()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(mutation + " is not in " + drift));
                assertEquals(mutation.state(), difference.state(), mutation.what());
                if (mutation.alone()) {
                    assertEquals(List.of(difference), drift.differences(), mutation.what());
                    assertEquals(1, host.plan(manifest).steps().size(), mutation.what());
                }
                seen.add(difference.resource().kind().name() + " "
                        + difference.state().word());
                host.converge(manifest);
                assertEquals(List.of(), drift(manifest, host).differences(), mutation.what());
                assertEquals(healthy, dump(host), mutation.what());
            }
        });
        if (Long.getLong("jnetctl.seed", 0) == 0) {
            assertTrue(
                    seen.containsAll(List.of(
                            "address missing",
                            "bridge changed",
                            "bridge missing",
                            "chain unexpected",
                            "hosts changed",
                            "hosts missing",
                            "namespace missing",
                            "route missing",
                            "rule missing",
                            "rule unexpected",
                            "sysctl changed",
                            "veth changed",
                            "veth missing")),
                    seen.toString());
        }
    }

    @Test
    void thePlanThatHealsHasNoIdleStep() {
        Seeds.each(60, seed -> {
            Manifest manifest = new RandomManifests(seed).manifest();
            Plan plan = mutated(manifest, seed).plan(manifest);
            for (Step left : plan.steps()) {
                MemoryHost host = mutated(manifest, seed);
                Executor.execute(without(left, plan), host.kernel(), Progress.NONE);
                assertFalse(
                        drift(manifest, host).isEmpty(),
                        () -> "step " + left.number() + " is idle in\n" + String.join("\n", MemoryHost.lines(plan)));
            }
        });
    }

    @Test
    void whatOthersDoBesidesIsNoDrift() {
        Seeds.each(400, seed -> {
            Manifest manifest = new RandomManifests(seed).manifest();
            MemoryHost host = converged(manifest);
            Random random = new Random(seed);
            String what =
                    Mutation.foreign(any(owned(host), random), host.kernel().outside(), random);
            assertEquals(List.of(), drift(manifest, host).differences(), what);
        });
    }

    @Test
    void whatAStackOwnsThatNoManifestNamesIsOrphanedAndNothingElseIs() {
        Seeds.each(100, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = converged(walk.manifest());
            Manifest one = walk.oneStack();
            Proposal proposal = Reconciler.propose(one, host.kernel());
            Set<String> named = new HashSet<>();
            one.stacks().forEach(stack -> named.add(stack.name()));
            for (Difference difference :
                    DriftDetector.detect(one, proposal, host.kernel()).differences()) {
                assertEquals(
                        difference.state() == State.ORPHANED,
                        !named.contains(difference.stack()),
                        difference.toString());
            }
        });
    }

    private static MemoryHost mutated(Manifest manifest, long seed) {
        MemoryHost host = converged(manifest);
        Random random = new Random(seed);
        Mutation.of(any(owned(host), random), host.kernel().outside(), random);
        return host;
    }

    private static Plan without(Step left, Plan plan) {
        Set<Integer> out = new HashSet<>(Set.of(left.number()));
        List<Step> rest = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (out.contains(step.number()) || step.requires().stream().anyMatch(out::contains)) {
                out.add(step.number());
            } else {
                rest.add(step);
            }
        }
        return new Plan(plan.stacks(), rest);
    }

    private static Drift drift(Manifest manifest, MemoryHost host) {
        return DriftDetector.detect(manifest, Reconciler.propose(manifest, host.kernel()), host.kernel());
    }

    /** Sorted, because addresses that were lost come back behind those that were not. */
    private static List<String> dump(MemoryHost host) {
        return host.kernel().dump().lines().sorted().toList();
    }

    private static List<Resource> owned(MemoryHost host) {
        return host.kernel().observe(RandomManifests.everything(host.kernel())).entries().values().stream()
                .filter(entry -> entry.owner() != null && Mutation.canHit(entry.resource()))
                .map(Observed.Entry::resource)
                .toList();
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static MemoryHost converged(Manifest manifest) {
        MemoryHost host = new MemoryHost();
        RandomManifests.furnish(host.kernel().outside());
        host.converge(manifest);
        return host;
    }
}
