package io.jnetctl.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.golden.packets.RuleCounters;
import io.jnetctl.kernel.KernelEvents;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.kernel.linux.host.PrivateHost;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.kernel.testing.LinuxOutside;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.compose.Surroundings;
import io.jnetctl.schema.read.ManifestReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Others do one thing after another to what a watch keeps, which the launcher of module cli's distribution started: each is healed, and
 * nothing else is touched. {@code -Djnetctl.storm=1000} does so many, and tells how long it took until each was healed; {@code
 * -Djnetctl.seed=2} does others.
 */
final class WatchStormTest {
    private static final Path LAUNCHER =
            Path.of("../cli/target/jnetctl/bin/jnetctl").toAbsolutePath().normalize();

    private static final int DEEDS = Integer.getInteger("jnetctl.storm", 20);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration QUIET = Duration.ofMillis(500);

    private static final String MANIFEST = """
            apiVersion: jnetctl/v1
            stack: shop
            networks:
              front: {subnets: [10.10.0.0/24, "fd10::/64"], bridge: br-front}
              back: {subnet: 10.11.0.0/24, bridge: br-back, internal: true, icc: false}
            containers:
              web: {networks: [front, back], links: [db, cache], publish: ["8080:80", "5353:53/udp"]}
              api: {networks: [front, back], links: ["db:database"], publish: ["127.0.0.1:9000:9000"]}
              cache: {networks: [front, back], expose: [6379], dns: [192.0.2.53]}
              db: {networks: [back], expose: [5432], environment: {PG: "9"}}
              mail: {networks: [front], publish: ["25:25"], extra_hosts: {gw: 192.0.2.1}}
              jobs: {networks: [front], sysctls: {net.ipv4.ip_unprivileged_port_start: "80"}}
            """;

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("jnetctl.seed", 1));
    private final List<Healed> healed = new ArrayList<>();

    private record Healed(Deed deed, long nanos) {
        long millis() {
            return Duration.ofNanos(nanos).toMillis();
        }
    }

    @Test
    void eachDeedIsHealedAndNothingElseIsTouched() throws Exception {
        Path file = Files.writeString(folder.resolve("stack.yaml"), MANIFEST);
        Manifest manifest = ManifestReader.read(
                        List.of(file.toString()), Surroundings.none(), InputStream.nullInputStream())
                .manifest();
        PrivateHost.call(() -> {
            Path said = folder.resolve("said");
            Process watch = start(file, said);
            try (LinuxKernel kernel = LinuxKernel.open();
                    KernelEvents events = kernel.watch()) {
                theirs();
                new Storm(kernel, events, manifest).run();
            } finally {
                watch.destroy();
                watch.waitFor();
            }
            String log = Files.readString(said);
            assertEquals(0, watch.exitValue(), log);
            assertEquals(
                    "",
                    log.lines().filter(line -> !line.startsWith("repaired ")).collect(Collectors.joining("\n")));
            assertFalse(log.contains("theirs"), log);
            Programs.Ended drift = Programs.run(LAUNCHER.toString(), "drift", "-f", file.toString());
            assertEquals(new Programs.Ended(0, "No drift. The host matches the manifest.\n"), drift);
            return true;
        });
        if (Integer.getInteger("jnetctl.storm") != null) {
            tell();
        }
    }

    private static Process start(Path manifest, Path said) throws Exception {
        ProcessBuilder start = new ProcessBuilder(LAUNCHER.toString(), "watch", "-f", manifest.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        start.environment().put("JNETCTL_JAVA_HOME", System.getProperty("java.home"));
        return start.start();
    }

    private static void theirs() throws Exception {
        for (String command : List.of(
                "ip link add theirs type bridge",
                "ip address add 192.168.77.1/24 dev theirs",
                "ip netns add theirs",
                "iptables -A FORWARD -i theirs -m comment --comment theirs -j DROP")) {
            Programs.output(command.split(" ", -1));
        }
    }

    private void tell() {
        List<Healed> sorted =
                healed.stream().sorted(Comparator.comparingLong(Healed::nanos)).toList();
        int count = sorted.size();
        System.out.printf(
                "%d deeds healed after ms: median %d, p90 %d, p99 %d, max %d (%s); the first after %d%n",
                count,
                sorted.get(count / 2).millis(),
                sorted.get(count * 9 / 10).millis(),
                sorted.get(count * 99 / 100).millis(),
                sorted.getLast().millis(),
                sorted.getLast().deed().what(),
                healed.getFirst().millis());
    }

    private final class Storm {
        private final LinuxKernel kernel;
        private final KernelEvents events;
        private final Manifest manifest;
        private final LinuxOutside outside = new LinuxOutside();

        Storm(LinuxKernel kernel, KernelEvents events, Manifest manifest) {
            this.kernel = kernel;
            this.events = events;
            this.manifest = manifest;
        }

        void run() throws Exception {
            awaitQuiet();
            // So that the rules have counted something.
            for (String to : List.of("10.10.0.1", "10.10.0.3", "fd10::3")) {
                Programs.run("ip", "netns", "exec", "shop.web", "ping", "-c", "1", "-W", "1", to);
            }
            assertTrue(
                    RuleCounters.now().byRule().values().stream().anyMatch(packets -> packets > 0),
                    "no rule has counted anything");
            for (int i = 0; i < DEEDS; i++) {
                once();
            }
        }

        /** It repairs what is missing at its start; then links get addresses of their own for a while. */
        private void awaitQuiet() {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!events.await(QUIET).isEmpty() || !propose().plan().isEmpty()) {
                assertTrue(System.nanoTime() - end < 0, "nothing was made");
            }
        }

        private Proposal propose() {
            return Reconciler.propose(manifest, kernel);
        }

        private void once() throws Exception {
            Observed before = propose().observed();
            Map<Key, String> identities = identities(before);
            RuleCounters counters = RuleCounters.now();
            Resource resource = any(before);
            Deed deed = Deed.to(resource, outside, random);
            events.await(Duration.ZERO);

            Thread doing = Thread.ofPlatform().start(deed.run());
            assertFalse(events.await(PATIENCE).isEmpty(), () -> "nothing is told of: " + deed.what());
            long start = System.nanoTime();
            doing.join();
            healed.add(new Healed(deed, awaitHealed(before, deed) - start));

            Map<Key, String> now = identities(propose().observed());
            if (!deed.isHarmless()) {
                identities.keySet().removeAll(lostWith(resource, before));
            }
            identities.forEach((key, identity) ->
                    assertEquals(identity, now.get(key), () -> deed.what() + ": " + key + " was made anew"));
            assertCounted(counters.byRule(), resource, deed);
        }

        /** Of what others can do something to: of each kind as often as of any other, or most would be to rules. */
        private Resource any(Observed observed) {
            Map<String, List<Resource>> byKind = observed.entries().values().stream()
                    .filter(entry -> entry.owner() != null && Deed.isTold(entry.resource()))
                    .map(Observed.Entry::resource)
                    .collect(Collectors.groupingBy(
                            resource -> resource.kind().name(), LinkedHashMap::new, Collectors.toList()));
            List<List<Resource>> kinds = List.copyOf(byKind.values());
            List<Resource> kind = kinds.get(random.nextInt(kinds.size()));
            return kind.get(random.nextInt(kind.size()));
        }

        /** When the last change was told of before it is seen to be as before. */
        private long awaitHealed(Observed before, Deed deed) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            long last = System.nanoTime();
            while (true) {
                if (!events.await(Duration.ofMillis(100)).isEmpty()) {
                    last = System.nanoTime();
                }
                Proposal proposal = propose();
                Set<Key> different = different(before, proposal.observed());
                if (proposal.isSound() && proposal.plan().isEmpty() && different.isEmpty()) {
                    return last;
                }
                assertTrue(System.nanoTime() - end < 0, () -> deed.what() + " is not healed: " + different + " differ");
            }
        }

        /** It, and the links that go with a namespace. */
        private static Set<Key> lostWith(Resource resource, Observed before) {
            Set<Key> lost = new HashSet<>(Set.of(resource.key()));
            before.all(Veth.class).values().stream()
                    .filter(veth ->
                            resource instanceof Namespace gone && veth.netns().equals(gone.netns()))
                    .forEach(veth -> lost.add(veth.key()));
            return lost;
        }

        private void assertCounted(Map<String, Long> before, Resource resource, Deed deed) throws Exception {
            Map<String, Long> now = RuleCounters.now().byRule();
            before.forEach((rule, packets) -> {
                if (!(resource instanceof Rule hit
                        && rule.startsWith("*" + hit.table() + " -A " + hit.chain() + " "))) {
                    long counted = now.getOrDefault(rule, -1L);
                    assertTrue(counted >= packets, () -> deed.what() + ": " + rule + " was made anew");
                }
            });
        }
    }

    /** What is not as it was; of rules, what is gone or new, because where another stands is part of each. */
    private static Set<Key> different(Observed one, Observed other) {
        Set<Key> keys = new TreeSet<>(one.entries().keySet());
        keys.addAll(other.entries().keySet());
        keys.removeIf(key -> same(one.entries().get(key), other.entries().get(key)));
        return keys;
    }

    private static boolean same(Observed.@Nullable Entry one, Observed.@Nullable Entry other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.resource() instanceof Rule ? Objects.equals(one.owner(), other.owner()) : one.equals(other);
    }

    /** Interface indexes and inode numbers, by key. */
    private static Map<Key, String> identities(Observed observed) throws Exception {
        Map<String, String> indexes = new HashMap<>();
        for (String line : Programs.output("ip", "-o", "link").lines().toList()) {
            String[] words = line.split("[:@] ?", 3);
            indexes.put(words[1], words[0]);
        }
        Map<Key, String> identities = new HashMap<>();
        for (Observed.Entry entry : observed.entries().values()) {
            Resource resource = entry.resource();
            switch (resource) {
                case Bridge bridge -> identities.put(bridge.key(), indexes.get(bridge.name()));
                case Veth veth -> identities.put(veth.key(), indexes.get(veth.name()));
                case Namespace namespace ->
                    identities.put(namespace.key(), inode(namespace.netns().path()));
                case ManagedFile file ->
                    identities.put(file.key(), inode(file.location().path()));
                default -> {
                    // The kernel gives it no number.
                }
            }
        }
        return identities;
    }

    private static String inode(String path) throws Exception {
        return Files.getAttribute(Path.of(path), "unix:ino").toString();
    }
}
