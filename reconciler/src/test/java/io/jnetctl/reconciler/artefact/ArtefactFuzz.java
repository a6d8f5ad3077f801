package io.jnetctl.reconciler.artefact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that jnetctl should have written: snapshots, saved plans, journals. They are refused in one way only. With a digest that fits,
 * what can be read says the same once it was written.
 */
public final class ArtefactFuzz {
    private static final String VERSION = "1.2.3";
    private static final JsonMapper LENIENT = new JsonMapper();

    private ArtefactFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        String sealed = sealed(text);
        for (Artefact<?> artefact : List.of(Artefact.SNAPSHOT, Artefact.PLAN, Artefact.JOURNAL)) {
            read(artefact, text);
            if (sealed != null) {
                read(artefact, sealed);
            }
        }
    }

    private static <T extends Record> void read(Artefact<T> artefact, String text) {
        T content;
        try {
            content = artefact.read(VERSION, text);
        } catch (MalformedArtefactException expected) {
            return;
        }
        assertEquals(content, artefact.read(VERSION, artefact.write(VERSION, content)));
    }

    /** The text with the digest that it should have. */
    private static @Nullable String sealed(String text) {
        try {
            if (LENIENT.readTree(text) instanceof ObjectNode root) {
                JsonNode content = root.path("content");
                root.put("jnetctl", VERSION);
                root.put("sha256", digest(content.toString()));
                return root.toString();
            }
        } catch (JsonProcessingException e) {
            // Nothing can be sealed.
        }
        return null;
    }

    private static String digest(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
