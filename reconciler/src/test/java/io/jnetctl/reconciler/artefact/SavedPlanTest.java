package io.jnetctl.reconciler.artefact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.testing.MemoryOutside;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.fixture.ContainerBuilder;
import io.jnetctl.reconciler.fixture.Drift;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.NetworkBuilder;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.schema.Manifest;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A saved plan holds for the host that it was made on, as long as that stays as it was. */
final class SavedPlanTest {
    private static final String VERSION = "1.2.3";

    @Test
    void itComesBackAsItWasAndHoldsWhileOnlyOthersThingsChange() {
        Seeds.each(80, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = furnished();
            host.converge(walk.manifest());
            walk.edit();
            Manifest manifest = walk.manifest();
            SavedPlan saved = save(manifest, host);
            othersAtWork(host.kernel().outside());
            assertEquals(List.of(), differences(saved, host));
            assertEquals(
                    saved.steps(), SavedPlan.steps(host.plan(saved.manifest())), "what is applied is what was saved");
        });
    }

    private static void othersAtWork(MemoryOutside outside) {
        outside.addBridge("virbr0");
        outside.addAddress(Netns.HOST, "virbr0", InterfaceAddress.parse("192.168.122.1/24"));
        outside.appendRule(Family.V4, "nat", "POSTROUTING", List.of("-s", "192.168.122.0/24", "-j", "MASQUERADE"));
        outside.startProcess(100, Netns.named("theirs"));
        outside.addNamespace("more");
        outside.writeFile("/etc/netns/theirs/hosts", "192.0.2.1 x\n");
    }

    @Test
    void itIsStaleOnceAnyObjectOfItsStacksIsChangedByOthers() {
        Seeds.each(150, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = furnished();
            host.converge(walk.manifest());
            walk.edit();
            SavedPlan saved = save(walk.manifest(), host);
            Random random = new Random(seed);
            List<Resource> owned = owned(host);
            if (!owned.isEmpty()) {
                Resource victim = owned.get(random.nextInt(owned.size()));
                String before = host.kernel().dump();
                String what = Drift.change(victim, host.kernel().outside(), random);
                if (!before.equals(host.kernel().dump())) {
                    assertFalse(differences(saved, host).isEmpty(), what);
                }
            }
        });
    }

    @Test
    void itIsStaleOnceItWasApplied() {
        Seeds.each(30, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = furnished();
            SavedPlan saved = save(walk.manifest(), host);
            host.converge(walk.manifest());
            assertEquals(saved.steps().isEmpty(), differences(saved, host).isEmpty());
        });
    }

    @Test
    void itNamesTheAttributeThatChanged() {
        MemoryHost host = new MemoryHost();
        Manifest before = shop("10.0.0.0/24", "web");
        host.converge(before);
        SavedPlan saved = save(shop("10.0.0.0/24", "web", "db"), host);
        host.kernel().outside().setMtu(Netns.HOST, "br-front", 1400);
        assertEquals(List.of("bridge br-front: mtu 1500 -> 1400"), differences(saved, host));
    }

    @Test
    void itNamesTheFactsThatItsSubnetsWereChosenBy() {
        MemoryHost host = new MemoryHost();
        SavedPlan saved = save(shop("", "web"), host);
        host.kernel().outside().addBridge("docker0");
        host.kernel().outside().addAddress(Netns.HOST, "docker0", InterfaceAddress.parse("172.17.0.1/16"));
        List<String> differences = differences(saved, host);
        assertEquals(2, differences.size(), differences.toString());
        assertEquals(
                "the host's occupied: [] -> [{\"prefix\":\"172.17.0.0/16\",\"link\":\"docker0\"}]", differences.get(0));
        assertEquals(
                "step 3, add veth jvd3868390470a: mac_address 02:42:ac:11:00:02 -> 02:42:ac:12:00:02",
                differences.get(1));
    }

    @Test
    void itNamesWhatCameInTheWay() {
        MemoryHost host = new MemoryHost();
        SavedPlan saved = save(shop("10.0.0.0/24", "web"), host);
        host.kernel().outside().addNamespace("shop.web");
        List<String> differences = differences(saved, host);
        assertEquals("namespace shop.web is new", differences.getFirst());
    }

    @Test
    void aChangeOfAnObjectBeyondItsTargetsIsNoneOfItsBusiness() {
        MemoryHost host = new MemoryHost();
        host.converge(shop("10.0.0.0/24", "web", "db"));
        Manifest manifest = shop("10.0.0.0/24", "web", "db", "cache");
        Set<io.jnetctl.kernel.Owner> targets = Set.of(new io.jnetctl.kernel.Owner("shop", "cache"));
        SavedPlan saved = SavedPlan.of(manifest, targets, Reconciler.propose(manifest, host.kernel(), targets));
        host.kernel().outside().deleteNamespace("shop.web");
        assertEquals(List.of(), differences(saved, host));
        host.kernel().outside().setUp(Netns.HOST, "br-front", false);
        assertEquals(List.of("bridge br-front: up true -> false"), differences(saved, host));
    }

    private static Manifest shop(String subnet, String... containers) {
        NetworkBuilder front = NetworkBuilder.network("front");
        front.bridge("br-front").internal();
        if (!subnet.isEmpty()) {
            front.subnet(subnet);
        }
        StackBuilder shop = StackBuilder.stack("shop").with(front);
        for (String container : containers) {
            shop.with(ContainerBuilder.container(container).on("front"));
        }
        return new Manifest(List.of(shop.build()));
    }

    private static SavedPlan save(Manifest manifest, MemoryHost host) {
        SavedPlan saved = SavedPlan.of(manifest, Set.of(), Reconciler.propose(manifest, host.kernel()));
        SavedPlan read = Artefact.PLAN.read(VERSION, Artefact.PLAN.write(VERSION, saved));
        assertEquals(saved, read);
        return read;
    }

    private static List<String> differences(SavedPlan saved, MemoryHost host) {
        return Staleness.differences(saved, Reconciler.propose(saved.manifest(), host.kernel(), saved.targets()));
    }

    private static List<Resource> owned(MemoryHost host) {
        return host.kernel().observe(RandomManifests.everything(host.kernel())).entries().values().stream()
                .filter(entry -> entry.owner() != null
                        && !entry.owner().stack().equals("*")
                        && Drift.canChange(entry.resource()))
                .map(Observed.Entry::resource)
                .toList();
    }

    private static MemoryHost furnished() {
        MemoryHost host = new MemoryHost();
        RandomManifests.furnish(host.kernel().outside());
        return host;
    }
}
