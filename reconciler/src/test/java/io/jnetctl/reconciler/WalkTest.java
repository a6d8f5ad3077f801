package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import io.jnetctl.schema.Manifest;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Manifests applied one after another, each an edit of the one before. */
final class WalkTest {
    private static final int EDITS = 6;

    @Test
    void afterEachApplyNothingIsLeftToDoAndWhatThePlanDidNotNameIsTheSameObject() {
        Seeds.each(600, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = furnished();
            for (int i = 0; i < EDITS; i++) {
                Manifest manifest = walk.manifest();
                Seeds.with(manifest, () -> convergeAndCompare(host, manifest));
                walk.edit();
            }
        });
    }

    @Test
    void destroyLeavesTheHostAsItWasBeforeTheFirstApply() {
        Seeds.each(300, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = furnished();
            String before = host.kernel().dump();
            for (int i = 0; i < 3; i++) {
                host.converge(walk.manifest());
                walk.edit();
            }
            Seeds.with(walk.manifest(), () -> host.destroy(walk.manifest()));
            assertEquals(before, host.kernel().dump());
        });
    }

    @Test
    void aStackThatIsAppliedAloneLeavesTheOtherAlone() {
        Seeds.each(300, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = furnished();
            host.converge(walk.manifest());
            for (int i = 0; i < EDITS; i++) {
                walk.edit();
                Manifest manifest = walk.oneStack();
                Seeds.with(manifest, () -> convergeAndCompare(host, manifest));
            }
            host.converge(walk.manifest());
        });
    }

    @Test
    void aPlanIsTheSameEveryTime() {
        Seeds.each(100, seed -> {
            MemoryHost host = furnished();
            MemoryHost twin = furnished();
            RandomManifests walk = new RandomManifests(seed);
            RandomManifests twinWalk = new RandomManifests(seed);
            for (int i = 0; i < 3; i++) {
                assertEquals(host.plan(walk.manifest()), twin.plan(twinWalk.manifest()));
                host.converge(walk.manifest());
                twin.converge(twinWalk.manifest());
                walk.edit();
                twinWalk.edit();
            }
        });
    }

    private static MemoryHost furnished() {
        MemoryHost host = new MemoryHost();
        RandomManifests.furnish(host.kernel().outside());
        return host;
    }

    private static void convergeAndCompare(MemoryHost host, Manifest manifest) {
        Scope everything = RandomManifests.everything(host.kernel());
        Map<Key, Long> before = host.kernel().identities(everything);
        Plan plan = host.converge(manifest);
        Map<Key, Long> after = host.kernel().identities(everything);
        Set<Key> made = keys(plan, operation -> operation instanceof Operation.Add);
        before.forEach((key, identity) -> {
            Long now = after.get(key);
            if (now != null && made.contains(key)) {
                assertNotEquals(identity, now, () -> key + " was to be made anew");
            } else if (now != null) {
                assertEquals(identity, now, () -> key + " was not to be made anew");
            }
        });
    }

    private static Set<Key> keys(Plan plan, Predicate<Operation> which) {
        return plan.steps().stream()
                .map(Step::operation)
                .filter(which)
                .map(operation -> operation.resource().key())
                .collect(Collectors.toSet());
    }
}
