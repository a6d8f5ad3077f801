package io.jnetctl.golden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.golden.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What holds of the files that jnetctl leaves, whatever the scenario: it is carried out through them. */
final class Artefacts {
    private static final List<String> FORMATS = List.of("text", "json", "markdown");

    private final Console jnetctl;
    /** Has no kernel at all. */
    private final Console elsewhere;

    private final String manifest;

    Artefacts(Path folder, Console jnetctl, String manifest) {
        this.jnetctl = jnetctl;
        this.elsewhere = new Console(
                () -> {
                    throw new AssertionError("a plan against a snapshot opened a kernel");
                },
                folder);
        this.manifest = manifest;
    }

    /** A plan against a snapshot is the host's, refusals and all. */
    List<Executable> offTheHost() throws IOException {
        List<Executable> claims = new ArrayList<>();
        try (Scratch file = new Scratch()) {
            Console.Ended valid = jnetctl.run("validate", "-f", manifest, "--format", "json");
            claims.add(() -> PublishedSchema.DIAGNOSTICS.accepts(valid.out()));
            if (valid.exit() != 0) {
                return claims;
            }
            Console.Ended taken = jnetctl.run("snapshot", "-f", manifest, "-o", file.name());
            String text = file.text();
            claims.add(() -> assertEquals(0, taken.exit(), taken.all()));
            claims.add(() -> PublishedSchema.SNAPSHOT.accepts(text));
            for (String format : FORMATS) {
                Console.Ended on = jnetctl.run("plan", "-f", manifest, "--format", format);
                Console.Ended off = elsewhere.run("plan", "-f", manifest, "--format", format, "--against", file.name());
                claims.add(() -> assertEquals(on, off, "the plan against a snapshot is the host's"));
            }
        }
        return claims;
    }

    /** A saved plan is applied once. */
    List<Executable> savedAndApplied() throws IOException {
        List<Executable> claims = new ArrayList<>();
        try (Scratch file = new Scratch()) {
            Console.Ended plan = jnetctl.run("plan", "-f", manifest, "-o", file.name(), "--detailed-exitcode");
            String text = file.text();
            claims.add(() -> PublishedSchema.SAVED_PLAN.accepts(text));
            Console.Ended apply = jnetctl.run("apply", "--yes", file.name());
            claims.add(() -> assertEquals(0, apply.exit(), apply.all()));
            claims.add(() -> assertTrue(apply.out().startsWith(plan.out()), "what is applied is what was saved"));
            Console.Ended shown = jnetctl.run("show", "--format", "json");
            claims.add(() -> PublishedSchema.SHOW.accepts(shown.out()));
            if (plan.exit() == 2) {
                Console.Ended again = jnetctl.run("apply", "--yes", file.name());
                claims.add(() -> assertEquals(1, again.exit(), "a plan that was applied is stale"));
                claims.add(() -> assertTrue(again.err().contains(" is stale: "), again.all()));
            }
        }
        return claims;
    }

    /** A file that goes. */
    private static final class Scratch implements AutoCloseable {
        private final Path file;

        Scratch() throws IOException {
            file = Files.createTempFile("jnetctl-scenario", ".json");
        }

        String name() {
            return file.toString();
        }

        String text() throws IOException {
            return Files.readString(file);
        }

        @Override
        public void close() throws IOException {
            Files.delete(file);
        }
    }
}
