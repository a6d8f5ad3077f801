package io.jnetctl.golden.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jnetctl.golden.Console;
import io.jnetctl.golden.Programs;
import io.jnetctl.golden.packets.Iptables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9 at random moments of apply, destroy and recover, as the launcher of module cli's distribution starts them. */
final class KillTest {
    private static final int KILLS = Integer.getInteger("jnetctl.kills", 6);
    private static final long SEED = Long.getLong("jnetctl.seed", System.nanoTime());
    private static final Path JOURNAL = Path.of("/run/jnetctl/recovery/journal");
    private static final Path PROGRESS = Path.of("/run/jnetctl/recovery/progress");

    /** The host has nothing of the stack. */
    private static final String NOTHING = "nothing";

    /** It is somewhere between. */
    private static final String HALF = "half";

    /** So often do one kill and a look at what came of it take turns. */
    private static final int KILLS_BETWEEN_LOOKS = 3;

    @ParameterizedTest
    @EnumSource
    void everyKillIsRecoveredFromAndNothingLeaks(Iptables make) throws Exception {
        FaultHost.run(make, host -> {
            Campaign campaign = new Campaign(host, new Random(SEED));
            try {
                campaign.run(KILLS / Iptables.values().length);
            } catch (Throwable e) {
                throw new AssertionError(e.getMessage() + "\n-Djnetctl.seed=" + SEED + " " + make + campaign, e);
            }
            System.out.println(make + campaign.figures());
        });
    }

    /**
     * What a process began.
     *
     * @param before what the host was then: a variant, or one of the words above
     * @param aim what it was to become
     */
    private record Begun(String before, String aim) {}

    private static final class Campaign {
        private final FaultHost host;
        private final Random random;
        private final Path output = FaultHost.OUTPUTS.resolve("killed");
        private final Map<Long, Begun> begun = new HashMap<>();
        private final Map<String, Long> usualNanos = new HashMap<>();
        private final Map<String, Integer> figures = new TreeMap<>();
        private final StringBuilder story = new StringBuilder();
        private String now = NOTHING;
        private String base = "";
        private int kills;

        Campaign(FaultHost host, Random random) {
            this.host = host;
            this.random = random;
        }

        void run(int count) throws Exception {
            String empty = Traces.all();
            String foreign = Traces.foreign();
            host.ok("apply", "-f", Stacks.BASE, "--yes");
            base = sorted(Traces.all());
            while (kills < count) {
                kill(command());
                assertEquals(foreign, Traces.foreign());
                if (random.nextInt(KILLS_BETWEEN_LOOKS) == 0) {
                    look();
                    assertEquals(foreign, Traces.foreign());
                }
            }
            clear();
            host.ok("destroy", "--stack", "base", "--yes");
            assertEquals(empty, Traces.all());
        }

        /** Leaves nothing. */
        private void clear() throws Exception {
            story.append("\n    destroy");
            awaitNoProcess();
            host.ok("destroy", "--stack", Stacks.NAME, "--yes");
            now = NOTHING;
            assertEquals(base, sorted(Traces.all()));
            figures.merge("destroyed without a trace", 1, Integer::sum);
        }

        /** The order of chains tells what was made when. */
        private static String sorted(String text) {
            return text.lines().sorted().collect(Collectors.joining("\n"));
        }

        /** What was started by those that were killed alone ends by itself. */
        private static void awaitNoProcess() throws Exception {
            while (!Traces.processes().isEmpty()) {
                Thread.sleep(5);
            }
        }

        /** One that has something to do. */
        private List<String> command() {
            if (Files.exists(JOURNAL) && random.nextInt(3) == 0) {
                return List.of("recover", random.nextBoolean() ? "--back" : "--forward", "--yes");
            }
            if (!now.equals(NOTHING) && random.nextInt(3) == 0) {
                return List.of("destroy", "--stack", Stacks.NAME, "--yes");
            }
            String variant = variant();
            while (variant.equals(now)) {
                variant = variant();
            }
            return List.of("apply", "-f", variant, "--yes");
        }

        private String variant() {
            return Stacks.VARIANTS.get(random.nextInt(Stacks.VARIANTS.size()));
        }

        private void kill(List<String> command) throws Exception {
            Begun former = former();
            Begun aim = aim(command, former);
            long start = System.nanoTime();
            Process process = host.start(Map.of(), output, command.toArray(String[]::new));
            begun.put(process.pid(), aim);
            waitForTheMoment(process, command.getFirst());
            String phase = phase(process.pid());
            // Alone, what it has started goes on; a shell's job ends whole.
            String whom = (random.nextBoolean() ? "-" : "") + process.pid();
            Programs.run("kill", "-KILL", "--", whom);
            int exit = process.waitFor();
            story.append("\n  ").append(now).append(": ").append(String.join(" ", command));
            if (exit == 128 + 9) {
                kills++;
                figures.merge(
                        "killed " + command.getFirst() + (command.get(1).startsWith("--b") ? " --back" : ""),
                        1,
                        Integer::sum);
                figures.merge("killed " + phase, 1, Integer::sum);
                story.append(" killed ").append(phase);
                now = HALF;
            } else {
                story.append(" ended ").append(exit);
                assertEquals(0, exit, Files.readString(output));
                usualNanos.merge(command.getFirst(), System.nanoTime() - start, (a, b) -> (a + b) / 2);
                figures.merge("ended before the kill", 1, Integer::sum);
                now = command.contains("--back") ? former.before() : aim.aim();
            }
        }

        private Begun aim(List<String> command, Begun former) {
            return switch (command.getFirst()) {
                case "apply" -> new Begun(now, command.get(2));
                case "destroy" -> new Begun(now, NOTHING);
                default -> former;
            };
        }

        /** Half of them once so much is done, the others after some time. */
        private void waitForTheMoment(Process process, String command) throws Exception {
            if (random.nextInt(6) == 0) {
                long usual = usualNanos.getOrDefault(command, 1_500_000_000L);
                long end = System.nanoTime() + (long) (usual * (0.3 + 0.8 * random.nextDouble()));
                while (process.isAlive() && System.nanoTime() < end) {
                    Thread.sleep(1);
                }
                return;
            }
            while (process.isAlive() && !isOf(process.pid())) {
                Thread.sleep(1);
            }
            double steps = random.nextDouble() * steps();
            while (process.isAlive() && done() < steps) {
                Thread.onSpinWait();
            }
            if (random.nextInt(4) == 0) {
                Thread.sleep(random.nextInt(200));
            }
        }

        private static JsonNode journal() throws IOException {
            try {
                return new ObjectMapper().readTree(Files.readString(JOURNAL));
            } catch (NoSuchFileException e) {
                return new ObjectMapper().createObjectNode();
            }
        }

        private static boolean isOf(long pid) throws IOException {
            return journal().findPath("last").findPath("pid").asLong() == pid;
        }

        private static int steps() throws IOException {
            return journal().findPath("last").findPath("steps").asInt();
        }

        private static int done() throws IOException {
            try {
                // A second line is of what was written meanwhile.
                String progress = Files.readString(PROGRESS).split("\n", -1)[0];
                return progress.isEmpty() ? 0 : Integer.parseInt(progress);
            } catch (NoSuchFileException e) {
                return 0;
            }
        }

        private static String phase(long pid) throws IOException {
            if (!isOf(pid)) {
                return "without a journal of its own";
            }
            int steps = Math.max(1, steps());
            int done = done();
            return done == 0
                    ? "before its first step"
                    : done >= steps ? "after its last step" : "in quarter " + (1 + 4 * done / steps) + " of its steps";
        }

        /** Whoever began what the journal is about. */
        private Begun former() throws IOException {
            long pid = journal().findPath("first").findPath("pid").asLong();
            return begun.getOrDefault(pid, new Begun(HALF, HALF));
        }

        private void look() throws Exception {
            Begun former = former();
            boolean journal = Files.exists(JOURNAL);
            switch (random.nextInt(5)) {
                case 0, 1 -> converge(variant());
                case 2 -> clear();
                case 3 -> recover("--back", journal ? former.before() : HALF);
                default -> recover("--forward", journal ? former.aim() : HALF);
            }
        }

        private void recover(String direction, String state) throws Exception {
            host.ok("recover", direction, "--yes");
            story.append("\n    recover ").append(direction).append(" to ").append(state);
            assertTrue(!Files.exists(JOURNAL), "the journal is left");
            figures.merge("recover " + direction + (state.equals(HALF) ? "" : " to a known state"), 1, Integer::sum);
            now = state;
            if (state.equals(NOTHING)) {
                String said = host.ok("destroy", "--stack", Stacks.NAME, "--yes");
                assertTrue(said.startsWith("Nothing to remove."), said);
            } else if (!state.equals(HALF)) {
                requireNoChanges(state);
            }
        }

        private void converge(String variant) throws Exception {
            story.append("\n    apply ").append(variant);
            host.ok("apply", "-f", variant, "--yes");
            assertTrue(!Files.exists(JOURNAL), "the journal is left");
            figures.merge("converged by apply", 1, Integer::sum);
            now = variant;
            requireNoChanges(variant);
        }

        private void requireNoChanges(String variant) {
            Console.Ended plan = host.jnetctl("plan", "-f", variant, "--detailed-exitcode");
            assertEquals(0, plan.exit(), plan::err);
        }

        String figures() {
            return " after " + kills + " kills " + figures;
        }

        @Override
        public String toString() {
            return figures() + story.substring(Math.max(0, story.length() - 4000));
        }
    }
}
