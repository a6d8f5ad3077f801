package io.jnetctl.reconciler;

import io.jnetctl.reconciler.artefact.ArtefactFuzz;
import io.jnetctl.reconciler.reach.RuleFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays what fuzzing began with and what it found; see fuzz/README.md. */
final class FuzzCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "ManifestFuzz",
            ManifestFuzz::fuzzerTestOneInput,
            "ArtefactFuzz",
            ArtefactFuzz::fuzzerTestOneInput,
            "RuleFuzz",
            RuleFuzz::fuzzerTestOneInput);

    @TestFactory
    List<DynamicTest> whateverWasFoundOnceHolds() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(CORPUS.relativize(file).toString(), () -> replay(file)))
                    .toList();
        }
    }

    private static void replay(Path file) throws IOException {
        String target = CORPUS.relativize(file).getName(0).toString();
        Consumer<byte[]> fuzz = TARGETS.get(target);
        if (fuzz == null) {
            throw new AssertionError("no target " + target);
        }
        fuzz.accept(Files.readAllBytes(file));
    }
}
