package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Owner;
import io.jnetctl.reconciler.fixture.ContainerBuilder;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.NetworkBuilder;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.Attach;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A plan for some containers of a manifest. */
final class NarrowingTest {
    private static final Owner WEB = new Owner("shop", "web");
    private static final Owner DB = new Owner("shop", "db");

    @Test
    void itConvergesAndTheRestConvergesLater() {
        Seeds.each(200, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = new MemoryHost();
            RandomManifests.furnish(host.kernel().outside());
            Random random = new Random(seed);
            for (int i = 0; i < 3; i++) {
                Manifest manifest = walk.manifest();
                List<Owner> containers = containers(manifest);
                if (!containers.isEmpty()) {
                    Set<Owner> target = Set.of(containers.get(random.nextInt(containers.size())));
                    Seeds.with(manifest, () -> {
                        MemoryHost.apply(plan(manifest, host, target), host.kernel());
                        assertEquals(
                                List.of(), MemoryHost.lines(plan(manifest, host, target)), "for " + target + " again");
                    });
                }
                if (random.nextBoolean()) {
                    Seeds.with(manifest, () -> host.converge(manifest));
                }
                walk.edit();
            }
            host.converge(walk.manifest());
        });
    }

    private static List<Owner> containers(Manifest manifest) {
        List<Owner> containers = new ArrayList<>();
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                containers.add(new Owner(stack.name(), container.name()));
            }
        }
        return containers;
    }

    @Test
    void itHasTheContainerAndItsNetworksAndNothingElse() {
        MemoryHost host = new MemoryHost();
        assertEquals(Set.of("shop/web", "shop/front"), owners(plan(shop(), host, Set.of(WEB))));
    }

    @Test
    void itKnowsWhomAnAddressIsTakenFrom() {
        MemoryHost host = new MemoryHost();
        host.converge(shop("10.0.0.5", "10.0.1.6"));
        Plan swapped = plan(shop("10.0.0.6", "10.0.1.5"), host, Set.of(WEB));
        assertEquals(Set.of("shop/web"), owners(swapped));
        host.converge(shop("10.0.0.6", "10.0.1.5"));
    }

    @Test
    void whoMustMakeWayIsPlannedForToo() {
        MemoryHost host = new MemoryHost();
        host.converge(onOneNetwork("10.0.0.5", "10.0.0.6"));
        Plan swapped = plan(onOneNetwork("10.0.0.6", "10.0.0.5"), host, Set.of(WEB));
        assertEquals(Set.of("shop/web", "shop/db"), owners(swapped));
        MemoryHost.apply(swapped, host.kernel());
        assertEquals(List.of(), MemoryHost.lines(host.plan(onOneNetwork("10.0.0.6", "10.0.0.5"))));
    }

    @Test
    void aContainerThatLeftTheManifestCanBeATarget() {
        MemoryHost host = new MemoryHost();
        host.converge(shop());
        Manifest without = new Manifest(List.of(StackBuilder.stack("shop").build()));
        Plan gone = plan(without, host, Set.of(DB));
        assertEquals(Set.of("shop/db"), owners(gone));
        assertTrue(gone.steps().stream()
                .allMatch(step -> step.operation().resource().label().startsWith("shop.db")));
    }

    @Test
    void anAttachedContainerThatIsNotThereStopsOnlyThePlansThatAreForIt() {
        MemoryHost host = new MemoryHost();
        Manifest manifest = new Manifest(List.of(StackBuilder.stack("shop")
                .with(NetworkBuilder.network("front").subnet("10.0.0.0/24").internal())
                .with(ContainerBuilder.container("web").on("front"))
                .with(ContainerBuilder.container("db").on("front").attach(new Attach.NetnsPath("/run/netns/nowhere")))
                .build()));
        assertTrue(Reconciler.propose(manifest, host.kernel(), Set.of(WEB)).isSound());
        assertTrue(!Reconciler.propose(manifest, host.kernel(), Set.of(DB)).isSound());
        assertEquals(Set.of("shop/web", "shop/front"), owners(plan(manifest, host, Set.of(WEB))));
    }

    private static Manifest shop() {
        return shop("10.0.0.5", "10.0.1.6");
    }

    private static Manifest shop(String web, String db) {
        return new Manifest(List.of(StackBuilder.stack("shop")
                .with(NetworkBuilder.network("front").subnet("10.0.0.0/24").internal())
                .with(NetworkBuilder.network("back").subnet("10.0.1.0/24").internal())
                .with(ContainerBuilder.container("web").on("front", at -> at.address(web)))
                .with(ContainerBuilder.container("db").on("back", at -> at.address(db)))
                .build()));
    }

    private static Manifest onOneNetwork(String web, String db) {
        return new Manifest(List.of(StackBuilder.stack("shop")
                .with(NetworkBuilder.network("front").subnet("10.0.0.0/24").internal())
                .with(ContainerBuilder.container("web").on("front", at -> at.address(web)))
                .with(ContainerBuilder.container("db").on("front", at -> at.address(db)))
                .build()));
    }

    private static Plan plan(Manifest manifest, MemoryHost host, Set<Owner> targets) {
        return MemoryHost.sound(Reconciler.propose(manifest, host.kernel(), targets));
    }

    /** The containers and networks that the plan makes, changes or removes something of, besides what serves all. */
    private static Set<String> owners(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.operation() instanceof io.jnetctl.kernel.Operation.Add add
                        ? add.owner()
                        : step.operation() instanceof io.jnetctl.kernel.Operation.Update update
                                ? update.owner()
                                : named(step.operation().resource().label()))
                .filter(owner -> !owner.stack().equals(Desired.SHARED))
                .map(Extent::whole)
                .map(owner -> owner.stack() + "/" + owner.object())
                .collect(Collectors.toSet());
    }

    /** Of a removal, whose labels here all begin with the namespace. */
    private static Owner named(String label) {
        String netns = label.split("[/ ]", -1)[0];
        int dot = netns.indexOf('.');
        return new Owner(netns.substring(0, dot), netns.substring(dot + 1));
    }
}
