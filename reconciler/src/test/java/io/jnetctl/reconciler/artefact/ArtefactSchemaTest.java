package io.jnetctl.reconciler.artefact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The published schemas follow the records; with {@code -Dapprove} they are written anew, to be read before they are committed. */
final class ArtefactSchemaTest {
    @Test
    void theSchemaOfSnapshotsFollowsTheRecords() throws IOException {
        follows("snapshot-v1.schema.json", "A host, as `jnetctl snapshot` writes it", Artefact.SNAPSHOT);
    }

    @Test
    void theSchemaOfSavedPlansFollowsTheRecords() throws IOException {
        follows("saved-plan-v1.schema.json", "A plan, as `jnetctl plan -o` saves it", Artefact.PLAN);
    }

    private static void follows(String file, String title, Artefact<?> artefact) throws IOException {
        Path published = Path.of("../schema", file);
        String schema = ArtefactSchema.of(file, title, artefact);
        if (System.getProperty("approve") != null) {
            Files.writeString(published, schema);
        }
        assertEquals(schema, Files.readString(published), "run it with -Dapprove, and read the difference");
    }
}
