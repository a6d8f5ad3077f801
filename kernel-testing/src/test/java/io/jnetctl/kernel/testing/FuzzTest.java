package io.jnetctl.kernel.testing;

import static org.junit.jupiter.api.Assertions.fail;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Outcome;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.Scope.SysctlName;
import io.jnetctl.kernel.linux.LinuxKernel;
import io.jnetctl.kernel.linux.host.PrivateHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same operations, drawn at random, are sent to the kernel in memory and to the real one: both do and refuse the same, and look the
 * same after each batch. {@code -Djnetctl.fuzz.seeds=1000} tries as many seeds more.
 */
class FuzzTest {
    private static final int FIXED_SEEDS = 24;
    private static final int OPERATIONS = 70;
    private static final int BATCH = 3;
    private static final Scope SCOPE = new Scope(
            Set.of("shop"),
            Map.of(),
            Set.of(
                    new SysctlName(Netns.HOST, "net.ipv4.ip_forward"),
                    new SysctlName(Netns.HOST, "net.ipv4.conf.br0.route_localnet"),
                    new SysctlName(Netns.named("shop.a"), "net.ipv4.conf.eth0.arp_notify"),
                    new SysctlName(Netns.named("shop.b"), "net.ipv4.conf.eth0.arp_notify")));

    static LongStream seeds() {
        return LongStream.range(0, FIXED_SEEDS + Long.getLong("jnetctl.fuzz.seeds", 0));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothKernelsDoAndRefuseTheSame(long seed) throws Exception {
        List<Operation> operations = new RandomOperations(seed).take(OPERATIONS);
        if (difference(operations, BATCH).isPresent()) {
            List<Operation> shortest = shorten(operations);
            fail("seed " + seed + ":\n"
                    + shortest.stream().map(Operation::toString).collect(Collectors.joining("\n"))
                    + "\n"
                    + difference(shortest, 1).or(() -> orInBatches(operations)).orElse("it did not happen again"));
        }
    }

    private static Optional<String> orInBatches(List<Operation> operations) {
        try {
            return difference(operations, BATCH).map(words -> "only in batches: " + words);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The shortest prefix at whose end the kernels differ, less what they differ without. */
    private static List<Operation> shorten(List<Operation> operations) throws Exception {
        int length = 1;
        while (length < operations.size()
                && difference(operations.subList(0, length), 1).isEmpty()) {
            length++;
        }
        List<Operation> prefix = new ArrayList<>(operations.subList(0, length));
        for (int i = prefix.size() - 2; i >= 0; i--) {
            Operation left = prefix.remove(i);
            if (difference(prefix, 1).isEmpty()) {
                prefix.add(i, left);
            }
        }
        return prefix;
    }

    /** How the kernels differ after some batch, if they do. */
    private static Optional<String> difference(List<Operation> operations, int batch) throws Exception {
        return PrivateHost.call(() -> {
            try (Kernel linux = LinuxKernel.open();
                    Kernel memory = new MemoryKernel()) {
                for (int start = 0; start < operations.size(); start += batch) {
                    List<Operation> some = operations.subList(start, Math.min(start + batch, operations.size()));
                    List<String> byLinux = words(linux.execute(some));
                    List<String> byMemory = words(memory.execute(some));
                    if (!byLinux.equals(byMemory)) {
                        return Optional.of(some + "\nlinux:  " + byLinux + "\nmemory: " + byMemory);
                    }
                    Set<String> onLinux = state(linux.observe(SCOPE));
                    Set<String> inMemory = state(memory.observe(SCOPE));
                    if (!onLinux.equals(inMemory)) {
                        return Optional.of(some + "\nonly on linux:  " + less(onLinux, inMemory) + "\nonly in memory: "
                                + less(inMemory, onLinux));
                    }
                }
                return Optional.empty();
            }
        });
    }

    private static List<String> words(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> switch (outcome) {
                    case Outcome.Done _ -> "done";
                    case Outcome.NotRun() -> "not run";
                    case Outcome.Failed(var reason) -> reason.errno();
                })
                .toList();
    }

    private static Set<String> state(Observed observed) {
        Set<String> state = new TreeSet<>();
        observed.entries().values().forEach(entry -> state.add(entry.toString()));
        observed.facts().occupied().forEach(prefix -> state.add(prefix.toString()));
        return state;
    }

    private static Set<String> less(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
