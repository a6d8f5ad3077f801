package io.jnetctl.golden;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jnetctl.kernel.linux.files.RunDirectory;
import io.jnetctl.schema.compose.Surroundings;
import io.jnetctl.schema.read.ManifestReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folder of a stack in /run/jnetctl is none of jnetctl's own notes there. */
final class OwnNotesTest {
    static Stream<String> names() {
        return RunDirectory.ownNames().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void noStackIsCalledAsANoteOfJnetctl(String name) {
        byte[] manifest = "apiVersion: jnetctl/v1\nstack: %s\n".formatted(name).getBytes(StandardCharsets.UTF_8);
        assertFalse(
                ManifestReader.read(List.of("-"), Surroundings.none(), new ByteArrayInputStream(manifest))
                        .ok(),
                name);
    }
}
