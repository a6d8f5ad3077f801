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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    /** The parts of SARIF 2.1.0 that readers such as code scanning need, with their types. */
    private static final String SARIF = """
            {"type": "object", "required": ["$schema", "version", "runs"], "additionalProperties": false, "properties": {
              "$schema": {"type": "string", "format": "uri"},
              "version": {"const": "2.1.0"},
              "runs": {"type": "array", "minItems": 1, "items": {
                "type": "object", "required": ["tool", "columnKind", "results"], "additionalProperties": false, "properties": {
                  "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                  "tool": {"type": "object", "required": ["driver"], "additionalProperties": false, "properties": {"driver": {
                    "type": "object", "required": ["name", "version", "rules"], "additionalProperties": false, "properties": {
                      "name": {"type": "string"}, "version": {"type": "string"},
                      "rules": {"type": "array", "uniqueItems": true, "items": {
                        "type": "object", "required": ["id", "shortDescription"], "additionalProperties": false, "properties": {
                          "id": {"type": "string"},
                          "shortDescription": {"type": "object", "required": ["text"]}}}}}}}},
                  "results": {"type": "array", "items": {
                    "type": "object", "required": ["ruleId", "level", "message", "locations"],
                    "additionalProperties": false, "properties": {
                      "ruleId": {"type": "string"},
                      "level": {"enum": ["none", "note", "warning", "error"]},
                      "message": {"type": "object", "required": ["text"], "additionalProperties": false, "properties": {
                        "text": {"type": "string", "minLength": 1}}},
                      "locations": {"type": "array", "minItems": 1, "items": {
                        "type": "object", "required": ["physicalLocation"], "properties": {"physicalLocation": {
                          "type": "object", "required": ["artifactLocation"], "additionalProperties": false, "properties": {
                            "artifactLocation": {"type": "object", "required": ["uri"], "properties": {
                              "uri": {"type": "string", "pattern": "^[A-Za-z0-9/:.%_~!$&'()*+,;=@-]+$"}}},
                            "region": {"type": "object", "required": ["startLine", "startColumn"], "properties": {
                              "startLine": {"type": "integer", "minimum": 1},
                              "startColumn": {"type": "integer", "minimum": 1}}}}}}}}}}}}}}}}
            """;

    @TempDir
    private Path directory;

    private JsonNode sarif(TestRun.Said said) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SARIF, InputFormat.JSON);
        assertEquals(List.of(), schema.validate(said.out(), InputFormat.JSON), said.out());
        JsonNode run =
                JsonMapper.builder().build().readTree(said.out()).get("runs").get(0);
        List<String> rules = run.at("/tool/driver/rules").findValuesAsText("id");
        for (JsonNode result : run.get("results")) {
            assertTrue(rules.contains(result.get("ruleId").textValue()), result.toString());
        }
        return run;
    }

    private static String uri(JsonNode result) {
        return result.at("/locations/0/physicalLocation/artifactLocation/uri").textValue();
    }

    @Test
    void sarifNamesEachFaultWithItsPlace() throws IOException {
        TestRun run = new TestRun(directory).with("stack.yaml", "apiVersion: jnetctl/v1\nstack: shop\ncontaners: {}\n");
        TestRun.Said said = run.run("validate", "--format", "sarif");
        assertEquals(1, said.exitCode());
        JsonNode results = sarif(said).get("results");
        assertEquals(1, results.size());
        JsonNode fault = results.get(0);
        assertEquals("jnetctl/manifest", fault.get("ruleId").textValue());
        assertEquals("error", fault.get("level").textValue());
        assertEquals("stack.yaml", uri(fault));
        assertEquals(
                "{\"startLine\":3,\"startColumn\":1}",
                fault.at("/locations/0/physicalLocation/region").toString());
        assertTrue(fault.at("/message/text").textValue().contains("\nhint: did you mean \"containers\"?"), said.out());
    }

    @Test
    void sarifTellsWhatOnlyResolvingFinds() throws IOException {
        TestRun run = new TestRun(directory).with("stack.yaml", """
                apiVersion: jnetctl/v1
                stack: shop
                defaults: {address_pools: [{base: 10.0.0.0/24, size: 24}]}
                networks: {a: {}, b: {}}
                """);
        TestRun.Said said = run.run("validate", "--format", "sarif");
        assertEquals(1, said.exitCode(), said.out());
        JsonNode results = sarif(said).get("results");
        assertEquals("jnetctl/resolution", results.get(0).get("ruleId").textValue());
    }

    @Test
    void sarifOfAValidManifestHasNoResults() throws IOException {
        TestRun run = new TestRun(directory).with("stack.yaml", TestRun.SHOP);
        TestRun.Said said = run.run("validate", "--format", "sarif");
        assertEquals(0, said.exitCode());
        assertEquals(0, sarif(said).get("results").size());
    }

    @Test
    void sarifWritesAnyNameOfAFileAsAUri() throws IOException {
        Path odd = directory.resolve("a b#c?%<>.yaml");
        Files.writeString(odd, "stack: [\n");
        TestRun run = new TestRun(directory).with("x:y.yaml", "stack: [\n");
        run.input = "stack: [\n";
        String percent = "a%20b%23c%3F%25%3C%3E.yaml";
        JsonNode results = sarif(run.run(
                        "validate",
                        "--format",
                        "sarif",
                        "-f",
                        "a b#c?%<>.yaml",
                        "-f",
                        "x:y.yaml",
                        "-f",
                        "-",
                        "-f",
                        odd.toString()))
                .get("results");
        assertEquals(percent, uri(results.get(0)));
        assertEquals("./x:y.yaml", uri(results.get(1)));
        assertEquals("%3Cstdin%3E", uri(results.get(2)));
        assertTrue(
                uri(results.get(3)).startsWith("file:/") && uri(results.get(3)).endsWith("/" + percent));
        assertFalse(uri(results.get(3)).contains(" "));
    }

    @Test
    void jsonFollowsItsSchema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../schema/diagnostics-v1.schema.json")), InputFormat.JSON);
        for (String text : List.of(TestRun.SHOP, "", "stack: [", "apiVersion: jnetctl/v1\nstack: UPPER\n")) {
            TestRun run = new TestRun(directory).with("stack.yaml", text);
            TestRun.Said said = run.run("validate", "--format", "json");
            assertEquals(List.of(), schema.validate(said.out(), InputFormat.JSON), said.out());
        }
    }
}
