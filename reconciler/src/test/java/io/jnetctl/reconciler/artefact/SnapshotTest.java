package io.jnetctl.reconciler.artefact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.fixture.ContainerBuilder;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.schema.Manifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A snapshot stands for its host. */
final class SnapshotTest {
    private static final String VERSION = "1.2.3";

    @Test
    void aPlanAgainstTheSnapshotIsThatOfTheHost() {
        Seeds.each(80, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = furnished();
            for (int i = 0; i < 4; i++) {
                Manifest manifest = walk.manifest();
                Seeds.with(manifest, () -> {
                    assertSamePlan(manifest, Optional.of(manifest), host);
                    host.converge(manifest);
                    assertSamePlan(manifest, Optional.of(manifest), host);
                });
                walk.edit();
            }
        });
    }

    @Test
    void aPlanForOneOfSeveralStacksAgainstTheSnapshotIsThatOfTheHost() {
        Seeds.each(60, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = furnished();
            host.converge(walk.manifest());
            walk.edit();
            Manifest manifest = walk.oneStack();
            Seeds.with(manifest, () -> assertSamePlan(manifest, Optional.of(walk.manifest()), host));
        });
    }

    @Test
    void aSnapshotThatWasTakenForNoManifestGivesTheHostsPlanOrSaysWhatItLacks() {
        int[] planned = new int[1];
        Seeds.each(60, seed -> {
            RandomManifests walk = new RandomManifests(seed);
            MemoryHost host = furnished();
            host.converge(walk.manifest());
            walk.edit();
            try {
                assertSamePlan(walk.manifest(), Optional.empty(), host);
                planned[0]++;
            } catch (KernelException e) {
                assertEquals(KernelException.NOT_RECORDED, e.errno());
            }
        });
        assertTrue(planned[0] > 5, () -> "only " + planned[0] + " of the walks were planned for");
    }

    private static void assertSamePlan(Manifest manifest, Optional<Manifest> takenFor, MemoryHost host) {
        Snapshot taken = Snapshot.take(takenFor, host.kernel());
        String text = Artefact.SNAPSHOT.write(VERSION, taken);
        Snapshot read = Artefact.SNAPSHOT.read(VERSION, text);
        assertEquals(taken, read);
        assertEquals(text, Artefact.SNAPSHOT.write(VERSION, read));
        Proposal onHost = Reconciler.propose(manifest, host.kernel());
        Proposal off = Reconciler.propose(manifest, new SnapshotKernel(read));
        boolean recorded =
                off.diagnostics().stream().noneMatch(each -> each.message().contains("snapshot"));
        if (!recorded) {
            throw new KernelException(KernelException.NOT_RECORDED, "an attached container");
        }
        assertEquals(onHost.diagnostics(), off.diagnostics());
        assertEquals(onHost.conflicts(), off.conflicts());
        assertEquals(onHost.plan(), off.plan());
        assertEquals(onHost.changes(), off.changes());
    }

    @Test
    void aSettingThatTheSnapshotDoesNotCoverIsNeverGuessed() {
        MemoryHost host = new MemoryHost();
        host.converge(new Manifest(List.of(StackBuilder.stack("shop")
                .with(ContainerBuilder.container("web"))
                .build())));
        ContainerBuilder web = ContainerBuilder.container("web");
        web.sysctl("net.ipv4.ip_nonlocal_bind", "1");
        Manifest manifest =
                new Manifest(List.of(StackBuilder.stack("shop").with(web).build()));
        SnapshotKernel uncovered = new SnapshotKernel(Snapshot.take(Optional.empty(), host.kernel()));
        KernelException refused = assertThrows(KernelException.class, () -> Reconciler.propose(manifest, uncovered));
        assertEquals("the snapshot does not say what net.ipv4.ip_nonlocal_bind of shop.web is", refused.getMessage());
        SnapshotKernel covered = new SnapshotKernel(Snapshot.take(Optional.of(manifest), host.kernel()));
        assertEquals(1, Reconciler.propose(manifest, covered).plan().steps().size());
    }

    private static MemoryHost furnished() {
        MemoryHost host = new MemoryHost();
        RandomManifests.furnish(host.kernel().outside());
        return host;
    }
}
