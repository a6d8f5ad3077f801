package io.jnetctl.golden.ci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jnetctl.kernel.linux.host.PrivateHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of both pipelines run as they stand in their files, with the real launcher; {@code gh} and {@code curl} write down what they
 * were asked to send. With {@code -Dapprove} the approved comment is written anew.
 */
final class PipelinesTest {
    private static final Path PIPELINES = Path.of("../dist/ci");
    private static final Path FIXTURE = Path.of("ci");
    private static final Path APPROVED = FIXTURE.resolve("comment.approved.md");
    private static final Path BIN =
            Path.of("../cli/target/jnetctl/bin").toAbsolutePath().normalize();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    private Path folder;

    private Path repository = Path.of("");

    private record Ended(int exit, String said) {}

    @BeforeEach
    void aRepositoryWithManifestsAndASnapshot() throws Exception {
        repository = Files.createDirectory(folder.resolve("repository"));
        Path stacks = Files.createDirectories(repository.resolve("stacks/edge1"));
        Files.copy(FIXTURE.resolve("stacks/edge1/shop.yaml"), stacks.resolve("shop.yaml"));
        Path snapshot = Files.createDirectory(repository.resolve("snapshots")).resolve("edge1.json");
        PrivateHost.call(() -> {
            launch("apply", "--yes", "-f", "before.yaml");
            launch("snapshot", "-f", "before.yaml", "-o", snapshot.toString());
            return true;
        });
        program("gh", "for word; do printf '%s\\n' \"$word\"; done > \"$SENT/words\"; cp plan.md \"$SENT/body\"");
        program("curl", "for word; do printf '%s\\n' \"$word\"; done > \"$SENT/words\"; cp plan.md \"$SENT/body\"");
        Files.createDirectory(folder.resolve("sent"));
    }

    private static void launch(String... words) throws Exception {
        ProcessBuilder start = new ProcessBuilder(BIN.resolve("jnetctl").toString())
                .directory(FIXTURE.toFile())
                .redirectErrorStream(true);
        start.command().addAll(List.of(words));
        start.environment().put("JNETCTL_JAVA_HOME", System.getProperty("java.home"));
        Process process = start.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void gitHubShowsThePlanAsAComment() throws Exception {
        Ended ended = gitHub("Validate");
        assertEquals(0, ended.exit(), ended.said());
        JsonNode sarif = new ObjectMapper()
                .readTree(repository.resolve("sarif/edge1.sarif").toFile());
        assertEquals("2.1.0", sarif.path("version").asText());
        assertEquals(0, sarif.path("runs").path(0).path("results").size(), sarif::toPrettyString);
        ended = gitHub("Plan");
        assertEquals(0, ended.exit(), ended.said());
        approve(Files.readString(folder.resolve("summary")));
        ended = gitHub("Comment");
        assertEquals(0, ended.exit(), ended.said());
        assertEquals(
                "pr\ncomment\n17\n--body-file\nplan.md\n--edit-last\n--create-if-none\n",
                Files.readString(folder.resolve("sent/words")));
        approve(Files.readString(folder.resolve("sent/body")));
    }

    @Test
    void gitHubFailsOnAManifestWithErrorsAndSaysWhereTheyAre() throws Exception {
        Files.writeString(
                repository.resolve("stacks/edge1/shop.yaml"), "apiVersion: jnetctl/v1\nstack: shop\nnetwork: {}\n");
        assertEquals(1, gitHub("Validate").exit());
        JsonNode result = new ObjectMapper()
                .readTree(repository.resolve("sarif/edge1.sarif").toFile())
                .at("/runs/0/results/0");
        assertEquals("error", result.path("level").asText(), result::toPrettyString);
        assertEquals(
                3, result.at("/locations/0/physicalLocation/region/startLine").asInt(), result::toPrettyString);
        assertEquals(1, gitHub("Plan").exit());
    }

    @Test
    void gitLabShowsThePlanAsANote() throws Exception {
        Ended ended = gitLab();
        assertEquals(0, ended.exit(), ended.said());
        assertTrue(ended.said().contains("Valid: stack shop"), ended.said());
        approve(Files.readString(folder.resolve("sent/body")));
        assertTrue(
                Files.readString(folder.resolve("sent/words"))
                        .endsWith("https://lab/api/projects/3/merge_requests/17/notes\n"),
                "it goes to the merge request");
    }

    @Test
    void gitLabSendsNothingWhereThePlanFails() throws Exception {
        Files.delete(repository.resolve("snapshots/edge1.json"));
        Ended ended = gitLab();
        assertEquals(1, ended.exit(), ended.said());
        assertTrue(!Files.exists(folder.resolve("sent/body")), ended.said());
    }

    private Ended gitHub(String name) throws Exception {
        JsonNode steps = YAML.readTree(PIPELINES.resolve("github.yml").toFile()).at("/jobs/plan/steps");
        for (JsonNode step : steps) {
            if (step.path("name").asText().equals(name)) {
                // How GitHub starts a step whose shell is said to be bash.
                return bash(step.path("run").asText(), "--noprofile", "--norc", "-eo", "pipefail");
            }
        }
        throw new AssertionError("no step " + name);
    }

    private Ended gitLab() throws Exception {
        List<String> lines = new ArrayList<>();
        YAML.readTree(PIPELINES.resolve("gitlab.yml").toFile())
                .at("/network-plan/script")
                .forEach(line -> lines.add(line.asText()));
        return bash(String.join("\n", lines), "-eo", "pipefail");
    }

    private Ended bash(String script, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("bash"));
        words.addAll(List.of(options));
        words.add(Files.writeString(folder.resolve("script.sh"), script).toString());
        ProcessBuilder start =
                new ProcessBuilder(words).directory(repository.toFile()).redirectErrorStream(true);
        Map<String, String> environment = start.environment();
        environment.put("PATH", folder.resolve("bin") + ":" + BIN + ":" + environment.get("PATH"));
        environment.put("JNETCTL_JAVA_HOME", System.getProperty("java.home"));
        environment.put("SENT", folder.resolve("sent").toString());
        environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
        environment.put("NUMBER", "17");
        environment.put("JNETCTL_TOKEN", "secret");
        environment.put("CI_API_V4_URL", "https://lab/api");
        environment.put("CI_PROJECT_ID", "3");
        environment.put("CI_MERGE_REQUEST_IID", "17");
        Process process = start.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private void program(String name, String script) throws IOException {
        Path path = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(path, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void approve(String comment) throws IOException {
        if (System.getProperty("approve") != null) {
            Files.writeString(APPROVED, comment);
        }
        assertEquals(Files.readString(APPROVED), comment);
    }
}
