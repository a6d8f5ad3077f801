package io.jnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jnetctl.kernel.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    private static final Path PLAN_SCHEMA = Path.of("../schema/plan-v1.schema.json");

    @TempDir
    private Path directory;

    private TestRun shop() {
        return new TestRun(directory).with("stack.yaml", TestRun.SHOP);
    }

    @Test
    void showsAllStepsOfANewStackAndChangesNothing() {
        TestRun run = shop();
        String before = run.memory.dump();
        TestRun.Said said = run.run("plan");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().startsWith("jnetctl will change this host: stack shop\n\n"), said.out());
        assertTrue(said.out().contains("+ address      shop.web/eth0        10.10.0.2/24"), said.out());
        assertTrue(said.out().endsWith(" to remove. Nothing that exists is interrupted.\n"), said.out());
        assertEquals(before, run.memory.dump());
    }

    @Test
    void saysThatThereAreNoChangesAfterApply() {
        TestRun.Said said = shop().applied().run("plan", "--detailed-exitcode");
        assertEquals(new TestRun.Said(0, "No changes. The host matches the manifest.\n", ""), said);
    }

    @Test
    void exitsWithTwoForChangesOnlyWhenAskedTo() {
        assertEquals(2, shop().run("plan", "--detailed-exitcode").exitCode());
        assertEquals(0, shop().run("plan").exitCode());
    }

    @Test
    void plansAgainstAnEmptyHostWithoutAKernel() {
        TestRun run = shop().applied();
        run.kernel = new ForbiddenKernel();
        TestRun.Said said = run.run("plan", "--against", "empty");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().contains("+ namespace    shop.web"), said.out());
    }

    @Test
    void refusesAnUnknownStateToPlanAgainst() {
        TestRun.Said said = shop().run("plan", "--against", "yesterday");
        assertEquals(1, said.exitCode());
        assertTrue(
                said.err().startsWith("error: cannot read yesterday: no such file or directory\n  hint: "), said.err());
    }

    @Test
    void prefersStackYamlToComposeYaml() {
        TestRun run = shop().with("compose.yaml", "nothing that could be read: [");
        assertEquals(0, run.run("plan").exitCode());
    }

    @Test
    void readsComposeYamlWhereThereIsNoStackYaml() {
        TestRun.Said said =
                new TestRun(directory).with("compose.yaml", TestRun.SHOP).run("plan");
        assertEquals(0, said.exitCode(), said.err());
    }

    @Test
    void namesTheDefaultFilesWhenThereIsNone() {
        TestRun.Said said = new TestRun(directory).run("plan");
        assertEquals(
                new TestRun.Said(
                        1,
                        "",
                        "error: there is no stack.yaml and no compose.yaml in " + directory
                                + "\n  hint: name the manifest with -f FILE\n"),
                said);
    }

    @Test
    void readsSeveralFilesAndStandardInputAsOnePlan() {
        TestRun run = shop();
        run.input = "apiVersion: jnetctl/v1\nstack: other\ncontainers: {a: {network_mode: none}}\n";
        TestRun.Said said = run.run("plan", "-f", "stack.yaml", "-f", "-");
        assertTrue(said.out().startsWith("jnetctl will change this host: stacks other, shop\n"), said.out());
    }

    @Test
    void showsErrorsOfTheManifestWithTheirPlace() {
        TestRun.Said said = new TestRun(directory)
                .with("stack.yaml", "apiVersion: jnetctl/v1\nstack: shop\ncontaners: {}\n")
                .run("plan");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().startsWith("error: stack.yaml:3:1: "), said.err());
        assertTrue(said.err().contains("  contaners: {}\n  ^\n"), said.err());
        assertEquals("", said.out());
    }

    @Test
    void refusesWhatStandsInTheWayAndSaysWhatToDo() {
        TestRun run = shop();
        run.memory.outside().addBridge("br-front");
        TestRun.Said said = run.run("plan");
        assertEquals(1, said.exitCode());
        assertTrue(said.err().startsWith("error: bridge br-front is in the way"), said.err());
        assertTrue(said.err().contains("  hint: rename or remove it"), said.err());
    }

    @Test
    void printsJsonThatItsSchemaAccepts() throws IOException {
        String two = TestRun.SHOP
                .replace("containers:", "  back: {subnet: 10.11.0.0/24}\ncontainers:")
                .replace("[front], links: [db]", "[front, back]");
        TestRun run = new TestRun(directory).with("stack.yaml", two).applied();
        run.memory.outside().setMtu(Netns.HOST, "br-front", 1400);
        run.with("stack.yaml", two.replace("[front, back]", "[back, front]"));
        TestRun.Said said = run.run("plan", "--format", "json");
        assertEquals(0, said.exitCode(), said.err());
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(PLAN_SCHEMA), InputFormat.JSON);
        assertEquals(List.of(), schema.validate(said.out(), InputFormat.JSON));
        JsonNode plan = JsonMapper.builder().build().readTree(said.out());
        assertEquals(
                List.of("add", "remove", "replace", "update"),
                StreamSupport.stream(plan.get("steps").spliterator(), false)
                        .map(step -> step.get("action").asText())
                        .distinct()
                        .sorted()
                        .toList());
        assertEquals(2, plan.get("summary").get("replace").asInt());
        assertEquals("link_flap", plan.get("disruption").asText());
    }

    @Test
    void printsAnEmptyPlanAsJsonToo() throws IOException {
        TestRun.Said said = shop().applied().run("plan", "--format", "json");
        JsonNode plan = JsonMapper.builder().build().readTree(said.out());
        assertEquals(
                "{\"format_version\":1,\"stacks\":[\"shop\"],\"targets\":[],\"steps\":[],"
                        + "\"summary\":{\"add\":0,\"change\":0,\"replace\":0,\"remove\":0},\"disruption\":\"none\",\"drift\":[]}",
                plan.toString());
    }

    @Test
    void printsMarkdownAsATable() {
        TestRun.Said said = shop().run("plan", "--format", "markdown");
        assertTrue(said.out().startsWith("**Plan: "), said.out());
        assertTrue(said.out().contains("| `+` | namespace | `shop.web` |  | new container web |\n"), said.out());
    }

    @Test
    void namesWhatIsInterrupted() {
        String other = "{front: {mac_address: \"02:42:00:00:00:99\"}}";
        TestRun run = shop().applied().with("stack.yaml", TestRun.SHOP.replace("[front], links: [db]", other));
        TestRun.Said said = run.run("plan");
        assertTrue(said.out().contains("Interrupted: "), said.out());
        assertTrue(said.out().contains("shop.web/eth0 (flow reset)"), said.out());
    }

    @Test
    void saysHowManyProcessesRunInANamespaceThatGoes() {
        TestRun run = shop().applied();
        run.memory.outside().startProcess(4711, Netns.named("shop.web"));
        TestRun.Said said = run.run("destroy", "--yes");
        assertTrue(said.out().contains("- namespace    shop.web             1 process runs in it"), said.out());
    }
}
