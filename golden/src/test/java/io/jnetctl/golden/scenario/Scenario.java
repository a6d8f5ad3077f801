package io.jnetctl.golden.scenario;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.golden.Console;
import io.jnetctl.kernel.Scope;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.testing.MemoryKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;

/** One folder, carried out from an empty host to an empty host. */
final class Scenario {
    private static final Pattern STEP = Pattern.compile("""
            "action" : "(?:add|replace)",\\s+"kind" : "([^"]+)",\\s+"key" : "([^"]+)\"""");

    private static final Pattern STACK = Pattern.compile("(?m)^stack: *(\\S+)");
    private static final String NOTHING_TO_DO = "No changes.";

    private final Path folder;
    private final MemoryKernel kernel = new MemoryKernel();
    private final Console jnetctl;
    private final Approved approved;
    private final List<Executable> claims = new ArrayList<>();
    private final String planned;

    Scenario(Path folder) {
        this.folder = folder;
        this.jnetctl = new Console(() -> kernel, folder);
        this.approved = new Approved(folder);
        this.planned = has("after.yaml") ? "after.yaml" : "manifest.yaml";
    }

    /** Runs it to its end, and then says all that is not as it should be. */
    void check() throws IOException {
        outside("foreign.txt");
        applied("other.yaml");
        String foreign = kernel.dump();
        if (has("before.yaml")) {
            applied("before.yaml");
        } else if (has("outside.txt")) {
            applied("manifest.yaml");
        }
        outside("outside.txt");
        String start = kernel.dump();

        Console.Ended plan = jnetctl.run("plan", "-f", planned);
        claim("plan changes nothing", start);
        Artefacts artefacts = new Artefacts(folder, jnetctl, planned);
        claims.addAll(artefacts.offTheHost());
        claim("a snapshot changes nothing", start);
        drifted(plan, start);
        if (plan.exit() == 0) {
            carriedOut(plan, artefacts);
            destroyed(foreign);
        } else {
            refused(plan, start);
        }
        claims.add(approved::requireNoOthers);
        assertAll(folder.getFileName().toString(), claims);
    }

    /** There is drift when there is something to do or something in the way, and never else. */
    private void drifted(Console.Ended plan, String start) throws IOException {
        Console.Ended drift = drift();
        claim("drift changes nothing", start);
        boolean changes = plan.exit() == 0 && !plan.out().contains(NOTHING_TO_DO);
        boolean inTheWay = plan.exit() != 0 && plan.err().contains(" is in the way of ");
        claims.add(() -> assertEquals(
                changes || inTheWay ? 2 : plan.exit(), drift.exit(), () -> "drift, which says: " + drift.all()));
        if (has("outside.txt") || inTheWay) {
            approve("drift", ".txt", drift.out());
        }
    }

    /** What the other stack owns is orphaned where its manifest is not given; that is not what a scenario is about. */
    private Console.Ended drift() throws IOException {
        if (!has("other.yaml")) {
            return jnetctl.run("drift", "-f", planned);
        }
        Matcher other = STACK.matcher(Files.readString(folder.resolve("other.yaml")));
        if (!other.find()) {
            throw new IllegalArgumentException("other.yaml names no stack");
        }
        return jnetctl.run("drift", "-f", planned, "--ignore", "stack " + other.group(1));
    }

    private void refused(Console.Ended plan, String start) {
        approve("refusal", ".txt", plan.err());
        claims.add(() -> assertEquals("", plan.out(), "a refusal is an error and nothing else"));
        Console.Ended apply = jnetctl.run("apply", "--yes", "-f", planned);
        claims.add(() -> assertEquals(plan, apply, "apply refuses what plan refuses"));
        claim("a refused apply changes nothing", start);
    }

    private void carriedOut(Console.Ended plan, Artefacts artefacts) throws IOException {
        approve("plan", ".txt", plan.all());
        String json = jnetctl.run("plan", "-f", planned, "--format", "json").out();
        approve("plan", ".json", json);
        claims.add(() -> PublishedSchema.PLAN.accepts(json));
        SortedMap<Key, Long> before = identities();
        claims.addAll(artefacts.savedAndApplied());
        SortedMap<Key, Long> after = identities();
        claims.add(
                () -> assertEquals(Set.of(), madeAnew(before, after, json), "made anew, and the plan does not say so"));
        String reached = kernel.dump();
        approve("state", ".txt", reached);

        Console.Ended again = jnetctl.run("plan", "--detailed-exitcode", "-f", planned);
        claims.add(() -> assertEquals(0, again.exit(), "a second plan is empty, and not: " + again.out()));
        claims.add(() -> assertTrue(again.out().startsWith(NOTHING_TO_DO), again.out()));
        Console.Ended drift = drift();
        claims.add(() -> assertEquals(0, drift.exit(), () -> "no drift is left, and not: " + drift.all()));
        applied(planned);
        claim("a second apply changes nothing", reached);
        if (has("commands.txt")) {
            StringBuilder shown = new StringBuilder();
            for (String command : Files.readAllLines(folder.resolve("commands.txt"))) {
                shown.append("$ jnetctl ").append(command).append('\n');
                shown.append(jnetctl.run(command.split(" ", -1)).all()).append('\n');
            }
            approve("commands", ".txt", shown.toString());
            claim("commands that show change nothing", reached);
        }
    }

    /** Of everybody's things, so that a thing that was made anew is known from one that was changed in place. */
    private SortedMap<Key, Long> identities() {
        Set<String> stacks =
                kernel.observe(new Scope(Set.of(), Map.of(), Set.of())).facts().stacks();
        return kernel.identities(new Scope(stacks, Map.of(), Set.of()));
    }

    private static Set<Key> madeAnew(SortedMap<Key, Long> before, SortedMap<Key, Long> after, String json) {
        Set<Key> anew = new TreeSet<>();
        after.forEach((key, identity) -> {
            if (before.containsKey(key) && !identity.equals(before.get(key))) {
                anew.add(key);
            }
        });
        STEP.matcher(json).results().forEach(step -> anew.remove(new Key(step.group(1), step.group(2))));
        return anew;
    }

    /** What was there before is there again; what others did meanwhile to our things must be approved as {@code left}. */
    private void destroyed(String foreign) {
        Console.Ended destroy = jnetctl.run("destroy", "--yes", "-f", planned);
        claims.add(() -> assertEquals(0, destroy.exit(), destroy.all()));
        String left = kernel.dump();
        if (has("outside.txt")) {
            List<String> lines = new ArrayList<>(left.lines().toList());
            foreign.lines().forEach(lines::remove);
            if (!lines.isEmpty()) {
                approve("left", ".txt", String.join("\n", lines) + "\n");
                return;
            }
        }
        claims.add(() -> assertEquals(foreign, left, "destroy leaves what was there before"));
    }

    private void applied(String manifest) {
        if (!has(manifest)) {
            return;
        }
        Console.Ended apply = jnetctl.run("apply", "--yes", "-f", manifest);
        claims.add(() -> assertEquals(0, apply.exit(), "apply -f " + manifest + ": " + apply.all()));
    }

    private void outside(String script) throws IOException {
        if (has(script)) {
            new OutsideScript(kernel.outside()).run(folder.resolve(script));
        }
    }

    private void approve(String name, String extension, String text) {
        claims.add(() -> approved.verify(name, extension, text));
    }

    private void claim(String what, String before) {
        String now = kernel.dump();
        claims.add(() -> assertEquals(before, now, what));
    }

    private boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }
}
