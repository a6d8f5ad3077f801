package io.jnetctl.golden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JSON Schemas that others read our output by. */
final class PublishedSchema {
    static final PublishedSchema PLAN = new PublishedSchema("plan-v1");
    static final PublishedSchema SAVED_PLAN = new PublishedSchema("saved-plan-v1");
    static final PublishedSchema SNAPSHOT = new PublishedSchema("snapshot-v1");
    static final PublishedSchema DIAGNOSTICS = new PublishedSchema("diagnostics-v1");
    static final PublishedSchema SHOW = new PublishedSchema("show-v1");

    private final String name;
    private final Schema schema;

    private PublishedSchema(String name) {
        this.name = name;
        try {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("../schema", name + ".schema.json")), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails the test with all that is wrong. */
    void accepts(String json) {
        assertEquals(List.of(), schema.validate(json, InputFormat.JSON), () -> name + " of " + json);
    }
}
