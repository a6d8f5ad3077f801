package io.jnetctl.schema.compose;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.schema.diagnostic.Severity;
import io.jnetctl.schema.read.ManifestReader;
import io.jnetctl.schema.read.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads whatever compose files lie in the folder that the property {@code jnetctl.compose.files} names: each is read, or refused with a
 * reason and a place in it.
 */
@EnabledIfSystemProperty(named = "jnetctl.compose.files", matches = ".+")
class RealComposeFilesTest {
    static Stream<Path> files() throws IOException {
        Path folder = Path.of(System.getProperty("jnetctl.compose.files", ""));
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().matches(".*\\.ya?ml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsReadOrRefusedForAReason(Path file) {
        FileAccess files = path -> path.getFileName().toString().endsWith("env")
                ? InputStream.nullInputStream()
                : Files.newInputStream(path);
        ReadResult result = ManifestReader.read(
                List.of(file.toString()),
                new Surroundings(Map.of(), Path.of(""), files),
                InputStream.nullInputStream());
        result.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .forEach(diagnostic -> {
                    assertFalse(diagnostic.message().isBlank());
                    assertTrue(diagnostic.pos().line() > 0, diagnostic.toString());
                });
    }
}
