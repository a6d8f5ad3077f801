package io.jnetctl.schema.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.Severity;
import io.jnetctl.schema.read.ManifestReader;
import io.jnetctl.schema.read.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads compose files of public projects. They are not part of this one: the test runs where their
 * folder is named by the property {@code jnetctl.compose.files}, or lies at {@code
 * ../shared/cases/compose} of the checkout.
 */
class RealComposeFilesTest {
    /** What some of the files need from their surroundings. */
    private static final Map<String, String> VARIABLES =
            Map.of("DATABASE_PASSWORD", "secret", "JIGASI_PORT_MIN", "20000", "JIGASI_PORT_MAX", "20050");

    /** Files that cannot be honoured, with the reason. */
    private static final Map<String, String> REFUSED = Map.of(
            // A second file for another one, which declares the network.
            "jitsi-jigasi.yml",
            "container jigasi is on network meet.jitsi, which is not declared",
            // Addresses of every link cannot be those of one.
            "compose1-v2-net-network-static-addresses.yml",
            "subnet fe80::/64 is link-local: every link has it already",
            // A network that another tool made under a name that says neither whose it is nor which bridge.
            "haxx-atlassian-jira-confluence.yml",
            "\"atlassian-network\" names no network of another stack");

    static Stream<Path> files() throws IOException {
        Path folder = Path.of(System.getProperty("jnetctl.compose.files", "../../shared/cases/compose"));
        if (!Files.isDirectory(folder)) {
            return Stream.of(folder);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".yml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsReadOrRefusedForAReason(Path file) {
        Assumptions.assumeTrue(Files.isRegularFile(file));
        FileAccess files = path -> path.getFileName().toString().endsWith("env")
                ? InputStream.nullInputStream()
                : Files.newInputStream(path);
        ReadResult result = ManifestReader.read(
                List.of(file.toString()),
                new Surroundings(VARIABLES, Path.of(""), files),
                InputStream.nullInputStream());
        String errors = result.diagnostics().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .map(Diagnostic::message)
                .collect(Collectors.joining("\n"));
        assertEquals(REFUSED.getOrDefault(String.valueOf(file.getFileName()), ""), errors);
    }
}
