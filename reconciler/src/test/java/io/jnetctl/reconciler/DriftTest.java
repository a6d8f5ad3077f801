package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.fixture.Drift;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.Manifest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What others change of what is ours. */
final class DriftTest {
    @Test
    void thePlanNamesWhatOthersChangedAndApplyPutsItBack() {
        Seeds.each(800, seed -> {
            MemoryHost host = furnished();
            Manifest manifest = new RandomManifests(seed).manifest();
            host.converge(manifest);
            List<String> healthy = dump(host);
            Random random = new Random(seed);
            Resource changed = any(owned(host), random);
            String what = Drift.change(changed, host.kernel().outside(), random);
            Plan plan = host.plan(manifest);
            assertTrue(
                    plan.steps().stream()
                            .anyMatch(step -> step.operation().resource().key().equals(changed.key())),
                    () -> what + " is not in " + MemoryHost.lines(plan));
            host.converge(manifest);
            assertEquals(healthy, dump(host), what);
        });
    }

    @Test
    void anyNumberOfChangesAtOnceIsPutBack() {
        Seeds.each(400, seed -> {
            MemoryHost host = furnished();
            Manifest manifest = new RandomManifests(seed).manifest();
            host.converge(manifest);
            List<String> healthy = dump(host);
            Random random = new Random(seed);
            StringBuilder what = new StringBuilder();
            for (int i = 2 + random.nextInt(6); i > 0; i--) {
                List<Resource> owned = owned(host);
                if (!owned.isEmpty()) {
                    what.append(Drift.change(any(owned, random), host.kernel().outside(), random))
                            .append(", ");
                }
            }
            host.converge(manifest);
            assertEquals(healthy, dump(host), what.toString());
        });
    }

    @Test
    void whatACrashLeftHalfMadeIsTakenOverOrTakenAway() {
        Seeds.each(100, seed -> {
            MemoryHost host = furnished();
            String before = host.kernel().dump();
            Manifest manifest = new RandomManifests(seed).manifest();
            host.kernel().outside().leaveHalfMadeBridge("red", "br-72f18235a52c");
            host.kernel().outside().leaveHalfMadeBridge("red", "br-of-no-use");
            host.kernel().outside().leaveHalfMadeVeth("blue", "jv-of-no-use", RandomManifests.VISITED, "eth0");
            host.kernel().outside().leaveEmptyNamespaceFile("red.web");
            host.converge(manifest);
            host.destroy(manifest);
            assertEquals(before, host.kernel().dump());
        });
    }

    /** Sorted, because addresses that were lost come back behind those that were not. */
    private static List<String> dump(MemoryHost host) {
        return host.kernel().dump().lines().sorted().toList();
    }

    private static List<Resource> owned(MemoryHost host) {
        return host.kernel().observe(RandomManifests.everything(host.kernel())).entries().values().stream()
                .filter(entry -> entry.owner() != null && Drift.canChange(entry.resource()))
                .map(Observed.Entry::resource)
                .toList();
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static MemoryHost furnished() {
        MemoryHost host = new MemoryHost();
        RandomManifests.furnish(host.kernel().outside());
        return host;
    }
}
