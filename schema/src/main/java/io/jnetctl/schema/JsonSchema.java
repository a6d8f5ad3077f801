package io.jnetctl.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The JSON Schema (2020-12) of a manifest's document, for editors. It accepts every manifest that the
 * reader accepts, and refuses what can be told without arithmetic on addresses and look-ups of names.
 */
public final class JsonSchema {
    private static final String RESOURCE = "jnetctl-v1.schema.json";

    private JsonSchema() {}

    /** Its text, as published. */
    public static String text() {
        try (InputStream in = Objects.requireNonNull(JsonSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }
}
