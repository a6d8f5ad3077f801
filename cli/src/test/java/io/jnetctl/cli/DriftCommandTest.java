package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jnetctl.inet.Family;
import io.jnetctl.kernel.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftCommandTest {
    private static final Path SCHEMA = Path.of("../schema/drift-v1.schema.json");
    private static final String OTHER = "apiVersion: jnetctl/v1\nstack: other\ncontainers: {a: {network_mode: none}}\n";

    /** What promtool lets pass of a gauge's line. */
    private static final Pattern SAMPLE =
            Pattern.compile("jnetctl_[a-z_]+(\\{stack=\"[a-z.]+\",kind=\"[a-z_]+\",state=\"[a-z_]+\"})? [0-9]+");

    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP).applied();
    }

    @Test
    void saysThatThereIsNone() {
        assertEquals(new TestRun.Said(0, "No drift. The host matches the manifest.\n", ""), shop().run("drift"));
    }

    @Test
    void tellsAnObjectThatIsMissingFromWhatWasLostWithIt() {
        TestRun run = shop();
        run.memory.outside().deleteNamespace("shop.db");
        TestRun.Said said = run.run("drift");
        assertEquals(2, said.exitCode(), said.err());
        assertTrue(said.out().contains("missing  namespace  shop.db"), said.out());
        assertTrue(said.out().contains("lost with namespace shop.db"), said.out());
        assertTrue(
                said.out().matches("(?s).*Drift: (\\d+) missing \\(\\d+ of them lost with another\\)\\.\n.*"),
                said.out());
    }

    @Test
    void tellsFoundAndDesiredOfEachAttribute() {
        TestRun run = shop();
        run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        run.memory.outside().setUp(Netns.HOST, "br-front", false);
        TestRun.Said said = run.run("drift");
        assertEquals(2, said.exitCode());
        assertTrue(said.out().contains("mtu 1400 instead of 1500, up no instead of yes"), said.out());
        assertTrue(said.out().endsWith("`jnetctl apply` repairs it.\n"), said.out());
    }

    @Test
    void foreignObjectsAreNoDriftUnlessTheyAreInTheWay() {
        TestRun run = shop();
        run.memory.outside().addBridge("br-foreign");
        run.memory.outside().addNamespace("theirs");
        run.memory.outside().appendRule(Family.V4, "filter", "FORWARD", List.of("-j", "DROP"));
        assertEquals(0, run.run("drift").exitCode());
        run.memory.outside().deleteLink(Netns.HOST, "br-front");
        run.memory.outside().addBridge("br-front");
        TestRun.Said said = run.run("drift");
        assertEquals(2, said.exitCode(), said.err());
        assertTrue(said.out().contains("in the way  bridge"), said.out());
        assertTrue(said.out().contains("it was not made by jnetctl"), said.out());
    }

    @Test
    void whatNoManifestNamesIsOrphaned() {
        TestRun run = shop().with("other.yaml", OTHER);
        assertEquals(0, run.run("apply", "--yes", "-f", "other.yaml").exitCode());
        TestRun.Said said = run.run("drift");
        assertEquals(2, said.exitCode());
        assertTrue(said.out().contains("orphaned  namespace"), said.out());
        assertTrue(said.out().contains("`jnetctl destroy --stack other`"), said.out());
        assertFalse(said.out().contains("jnetctl apply"), said.out());
        assertEquals(0, run.run("drift", "-f", "stack.yaml", "-f", "other.yaml").exitCode());
        assertEquals(0, run.run("drift", "--ignore", "stack other").exitCode());
    }

    @Test
    void passesOverWhatIsIgnoredAndSaysSo() {
        TestRun run = shop();
        run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        TestRun.Said said = run.run("drift", "--ignore", "bridge br-?ront");
        assertEquals(
                new TestRun.Said(0, "No drift. The host matches the manifest. 1 difference is ignored.\n", ""), said);
        assertEquals(2, run.run("drift", "--ignore", "bridge br-?ron").exitCode());
        run.variables.put("JNETCTL_IGNORE", "veth *\nbridge *");
        assertEquals(0, run.run("drift").exitCode());
    }

    @Test
    void refusesPatternsThatCanNeverMatch() {
        TestRun.Said said = shop().run("drift", "--ignore", "brigde br-front");
        assertEquals(1, said.exitCode());
        assertTrue(
                said.err()
                        .startsWith(
                                "error: \"brigde br-front\" is not a pattern: there is no kind \"brigde\" (did you"),
                said.err());
        assertEquals(1, shop().run("drift", "--ignore", "bridge").exitCode());
        assertEquals(1, shop().run("drift", "--ignore", "").exitCode());
    }

    @Test
    void anErrorIsNoDrift() {
        TestRun run = shop().with("stack.yaml", "apiVersion: jnetctl/v1\nstack: shop\ncontaners: {}\n");
        assertEquals(1, run.run("drift").exitCode());
        run.with("stack.yaml", TestRun.SHOP.replace("web: {", "web: {attach: {docker: gone}, "));
        TestRun.Said said = run.run("drift");
        assertEquals(1, said.exitCode(), said.out());
        assertEquals("", said.out());
    }

    @Test
    void printsJsonThatItsSchemaAccepts() throws IOException {
        TestRun run = shop().with("other.yaml", OTHER);
        assertEquals(0, run.run("apply", "--yes", "-f", "other.yaml").exitCode());
        run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        run.memory.outside().deleteNamespace("shop.db");
        run.with("stack.yaml", TestRun.SHOP.replace("links: [db]", "environment: {A: b}"));
        TestRun.Said said = run.run("drift", "--format", "json");
        assertEquals(2, said.exitCode(), said.err());
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
        assertEquals(List.of(), schema.validate(said.out(), InputFormat.JSON));
        JsonNode drift = JsonMapper.builder().build().readTree(said.out());
        JsonNode summary = drift.get("summary");
        for (String state : List.of("missing", "changed", "unexpected", "orphaned", "consequences")) {
            assertTrue(summary.get(state).asInt() > 0, state + " in " + said.out());
        }
        assertEquals(
                drift.get("drift").size(),
                summary.get("missing").asInt()
                        + summary.get("changed").asInt()
                        + summary.get("unexpected").asInt()
                        + summary.get("orphaned").asInt());
    }

    @Test
    void printsMarkdownAsATable() {
        TestRun run = shop();
        run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        String out = run.run("drift", "--format", "markdown").out();
        assertTrue(out.startsWith("**Drift: 1 changed.**\n\n| state | kind |"), out);
        assertTrue(out.contains("| changed | bridge | `br-front` | `mtu 1400 instead of 1500` | "), out);
    }

    @Test
    void writesMetricsThatACollectorReads() throws IOException {
        TestRun run = shop();
        run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        assertEquals(2, run.run("drift", "--metrics", "jnetctl.prom").exitCode());
        Path file = directory.resolve("jnetctl.prom");
        String text = Files.readString(file);
        assertTrue(text.contains("jnetctl_drift{stack=\"shop\",kind=\"bridge\",state=\"changed\"} 1\n"), text);
        assertTrue(text.contains("jnetctl_drift{stack=\"shop\",kind=\"veth\",state=\"missing\"} 0\n"), text);
        assertTrue(text.contains("\njnetctl_drift_check_success 1\n"), text);
        assertTrue(text.endsWith("\n"));
        text.lines()
                .filter(line -> !line.startsWith("# HELP jnetctl_") && !line.matches("# TYPE jnetctl_[a-z_]+ gauge"))
                .forEach(line -> assertTrue(SAMPLE.matcher(line).matches(), line));
        assertEquals(text.lines().count(), text.lines().distinct().count(), "no series twice");
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(directory)) {
            assertEquals(
                    List.of("jnetctl.prom", "stack.yaml"),
                    files.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void metricsOfACheckThatFailedSaySoAndNothingElse() throws IOException {
        TestRun run = shop().with("stack.yaml", "nothing that could be read: [");
        assertEquals(1, run.run("drift", "--metrics", "jnetctl.prom").exitCode());
        String text = Files.readString(directory.resolve("jnetctl.prom"));
        assertTrue(text.contains("\njnetctl_drift_check_success 0\n"), text);
        assertFalse(text.contains("jnetctl_drift{"), text);
    }

    @Test
    void refusesNamesThatNoCollectorReadsAndPlacesThatAreNotThere() {
        TestRun.Said said = shop().run("drift", "--metrics", "drift.txt");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("hint: name it drift.txt.prom"), said.err());
        said = shop().run("drift", "--metrics", "nowhere/drift.prom");
        assertEquals(1, said.exitCode());
        assertTrue(
                said.err().startsWith("error: cannot write metrics to nowhere/drift.prom: no such directory"),
                said.err());
    }
}
