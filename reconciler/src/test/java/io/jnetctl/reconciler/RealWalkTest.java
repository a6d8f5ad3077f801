package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.kernel.linux.host.PrivateHost;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.reconciler.fixture.Identities;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.RealHost;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.Manifest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walks of {@link WalkTest} on the real kernel, each on a host of its own. */
final class RealWalkTest {
    private static final int EDITS = 5;
    private static final Scope NOTHING = new Scope(Set.of(), Map.of(), Set.of());

    @Test
    void afterEachApplyNothingIsLeftToDoAndWhatThePlanDidNotNameIsUntouchedAndDestroyLeavesNoTrace() {
        Seeds.each(12, seed -> {
            try {
                PrivateHost.call(() -> {
                    try (LinuxKernel kernel = LinuxKernel.open();
                            OpenNamespaces namespaces = new OpenNamespaces()) {
                        walk(seed, kernel, namespaces);
                    }
                    return true;
                });
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void walk(long seed, Kernel kernel, OpenNamespaces namespaces) throws Exception {
        RandomManifests walk = RandomManifests.onRealHost(seed);
        OpenNetns host = namespaces.get(Netns.HOST);
        RealHost.furnish(kernel);
        Map<Key, Observed.Entry> untouched = kernel.observe(NOTHING).entries();
        converge(walk.manifest(), kernel);
        try (ServerSocket server = namespaces.callIn(
                        RandomManifests.STEADY_SERVER, () -> new ServerSocket(7, 1, InetAddress.getByName("0.0.0.0")));
                Socket client = namespaces.callIn(
                        RandomManifests.STEADY_CLIENT, () -> new Socket(RandomManifests.STEADY_ADDRESS, 7));
                Socket accepted = server.accept()) {
            for (int i = 0; i < EDITS; i++) {
                walk.edit();
                Manifest manifest = walk.manifest();
                Map<Key, Long> before = Identities.of(kernel, host);
                Plan plan = converge(manifest, kernel);
                Set<Key> made = plan.operations().stream()
                        .filter(operation -> operation instanceof Operation.Add)
                        .map(operation -> operation.resource().key())
                        .collect(Collectors.toSet());
                Identities.of(kernel, host).forEach((key, identity) -> {
                    if (!made.contains(key)) {
                        assertEquals(before.get(key), identity, () -> key + " was not to be made anew");
                    }
                });
                assertEquals(i, echo(i, client, accepted), "over the connection that was there all the time");
            }
        }
        MemoryHost.apply(MemoryHost.sound(Reconciler.proposeRemoval(walk.manifest(), kernel)), kernel);
        Map<Key, Observed.Entry> left = new HashMap<>(kernel.observe(NOTHING).entries());
        left.values().removeIf(entry -> entry.resource() instanceof Sysctl || servesAll(entry));
        assertEquals(untouched, left);
        MemoryHost.apply(MemoryHost.sound(Reconciler.proposeRemoval(Set.of("others"), kernel)), kernel);
        assertEquals(Map.of(), kernel.observe(NOTHING).entries());
        assertEquals(Set.of(), kernel.observe(NOTHING).facts().stacks());
    }

    /** What keeps the others' network apart, too, stays for as long as that does. */
    private static boolean servesAll(Observed.Entry entry) {
        Owner owner = entry.owner();
        return owner != null && owner.stack().equals(Desired.SHARED);
    }

    private static int echo(int sent, Socket from, Socket to) throws IOException {
        from.getOutputStream().write(sent);
        return to.getInputStream().read();
    }

    private static Plan converge(Manifest manifest, Kernel kernel) {
        Plan plan = MemoryHost.sound(Reconciler.propose(manifest, kernel));
        MemoryHost.apply(plan, kernel);
        assertEquals(
                List.of(),
                MemoryHost.lines(MemoryHost.sound(Reconciler.propose(manifest, kernel))),
                "plan after apply");
        return plan;
    }
}
