package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Route;
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
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No step of a plan is idle. */
final class MinimalPlanTest {
    @Test
    void withoutAnyOneStepSomethingIsLeftToDo() {
        Seeds.each(120, seed -> {
            Plan plan = replay(seed).plan(target(seed));
            for (Step left : plan.steps()) {
                if (losesItsMark(left)) {
                    continue;
                }
                MemoryHost host = replay(seed);
                Manifest manifest = target(seed);
                Executor.execute(without(left, plan), host.kernel(), Progress.NONE);
                assertFalse(
                        Reconciler.propose(manifest, host.kernel()).plan().isEmpty(),
                        () -> "step " + left.number() + " is idle in\n" + String.join("\n", MemoryHost.lines(plan))
                                + "\nwith " + manifest);
            }
        });
    }

    /** What a black hole in an attached namespace is known by is a pair of ours there: once all are gone, nobody sees whose it was. */
    private static boolean losesItsMark(Step step) {
        return step.operation() instanceof Operation.Remove(Route route)
                && route.link() == null
                && !route.netns().equals(Netns.named(route.netns().name()));
    }

    /** A host on which the first manifest of a walk is applied. */
    private static MemoryHost replay(long seed) {
        MemoryHost host = new MemoryHost();
        RandomManifests.furnish(host.kernel().outside());
        host.converge(new RandomManifests(seed).manifest());
        return host;
    }

    private static Manifest target(long seed) {
        RandomManifests walk = new RandomManifests(seed);
        for (int i = 0; i < 3; i++) {
            walk.edit();
        }
        return walk.manifest();
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
}
