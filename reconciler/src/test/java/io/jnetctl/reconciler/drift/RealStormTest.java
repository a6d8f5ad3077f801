package io.jnetctl.reconciler.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.kernel.linux.host.PrivateHost;
import io.jnetctl.kernel.linux.netns.OpenNamespaces;
import io.jnetctl.kernel.linux.netns.OpenNetns;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.testing.LinuxOutside;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.fixture.Identities;
import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.RandomManifests;
import io.jnetctl.reconciler.fixture.RealHost;
import io.jnetctl.reconciler.fixture.Seeds;
import io.jnetctl.reconciler.plan.Step;
import io.jnetctl.schema.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The storm of {@link StormTest} on the real kernel: each mutation is seen, and healed by one apply that touches what differs, and what
 * goes with it, and nothing else. {@code -Djnetctl.storm=N} asks for N mutations a seed.
 */
final class RealStormTest {
    private static final int MUTATIONS = Integer.getInteger("jnetctl.storm", 6);

    @Test
    void eachMutationIsSeenAndHealedByOneApplyThatTouchesNothingElse() {
        Seeds.each(4, seed -> {
            try {
                PrivateHost.call(() -> {
                    try (LinuxKernel kernel = LinuxKernel.open();
                            OpenNamespaces namespaces = new OpenNamespaces()) {
                        storm(seed, kernel, namespaces);
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

    private static void storm(long seed, Kernel kernel, OpenNamespaces namespaces) throws Exception {
        RealHost.furnish(kernel);
        Manifest manifest = RandomManifests.onRealHost(seed).manifest();
        OpenNetns host = namespaces.get(Netns.HOST);
        LinuxOutside outside = new LinuxOutside();
        Random random = new Random(seed);
        MemoryHost.apply(MemoryHost.sound(Reconciler.propose(manifest, kernel)), kernel);
        for (int i = 0; i < MUTATIONS; i++) {
            Proposal before = Reconciler.propose(manifest, kernel);
            assertEquals(List.of(), MemoryHost.lines(MemoryHost.sound(before)), "plan before mutation " + i);
            Map<Key, Long> identities = Identities.of(kernel, host);
            Mutation mutation = Mutation.of(any(owned(before.observed()), random), outside, random);
            Proposal proposal = Reconciler.propose(manifest, kernel);
            Drift drift = DriftDetector.detect(manifest, proposal, kernel);
            assertTrue(
                    drift.differences().stream()
                            .anyMatch(each ->
                                    each.resource().key().equals(mutation.key()) && each.state() == mutation.state()),
                    () -> mutation + " is not in " + drift);
            Set<Key> different = different(before.observed(), proposal.observed());
            for (Step step : MemoryHost.sound(proposal).steps()) {
                Key key = step.operation().resource().key();
                if (!mutation.alone() && step.cause().startsWith("lost with ")) {
                    different.add(key);
                }
                assertTrue(
                        mutation.alone() ? key.equals(mutation.key()) : different.contains(key),
                        () -> mutation.what() + ": nothing is wrong with " + key + ", and yet\n"
                                + String.join("\n", MemoryHost.lines(proposal.plan())));
            }
            MemoryHost.apply(proposal.plan(), kernel);
            Proposal after = Reconciler.propose(manifest, kernel);
            assertEquals(List.of(), MemoryHost.lines(MemoryHost.sound(after)), mutation.what());
            assertEquals(Set.of(), different(before.observed(), after.observed()), mutation.what());
            Map<Key, Long> now = Identities.of(kernel, host);
            identities.forEach((key, identity) -> {
                if (!different.contains(key)) {
                    assertEquals(identity, now.get(key), () -> mutation.what() + ": " + key + " was made anew");
                }
            });
        }
    }

    /** What is not as it was; of rules, what is gone or new, because where another stands is part of each. */
    private static Set<Key> different(Observed one, Observed other) {
        Set<Key> keys = new HashSet<>(one.entries().keySet());
        keys.addAll(other.entries().keySet());
        return keys.stream()
                .filter(key -> !same(one.entries().get(key), other.entries().get(key)))
                .collect(Collectors.toSet());
    }

    private static boolean same(Observed.@Nullable Entry one, Observed.@Nullable Entry other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.resource() instanceof Rule ? Objects.equals(one.owner(), other.owner()) : one.equals(other);
    }

    private static List<Resource> owned(Observed observed) {
        return observed.entries().values().stream()
                .filter(entry -> entry.owner() != null
                        && !entry.owner().equals(RealHost.OTHERS)
                        && Mutation.canHit(entry.resource()))
                .map(Observed.Entry::resource)
                .toList();
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
