package io.jnetctl.reconciler.artefact;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jnetctl.reconciler.journal.Undertaken;
import io.jnetctl.schema.diagnostic.Quoted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A sort of file: what it calls itself, and the record in it. The text is JSON with a digest of its content, so that a file that was
 * cut off or edited is not taken for what was written.
 *
 * @param format the file's word for itself
 * @param version raised whenever what was written before can no longer be read
 * @param type what it holds
 * @param inOneLine whether nobody but jnetctl is to read it
 */
public record Artefact<T extends Record>(String format, int version, Class<T> type, boolean inOneLine) {
    public static final Artefact<Snapshot> SNAPSHOT = new Artefact<>("jnetctl-snapshot", 1, Snapshot.class, false);
    public static final Artefact<SavedPlan> PLAN = new Artefact<>("jnetctl-plan", 1, SavedPlan.class, false);

    public static final Artefact<Undertaken> JOURNAL = new Artefact<>("jnetctl-journal", 1, Undertaken.class, true);

    private static final List<Artefact<?>> ALL = List.of(SNAPSHOT, PLAN, JOURNAL);

    private static final String FORMAT = "format";
    private static final String FORMAT_VERSION = "format_version";
    private static final String WRITER = "jnetctl";
    private static final String DIGEST = "sha256";
    private static final String CONTENT = "content";

    /** Files of jnetctl are flat; what nests deeper is none. */
    private static final int DEEPEST = 64;

    /**
     * The text of a file; it ends with a line end.
     *
     * @param writer the version of jnetctl that writes it
     */
    public String write(String writer, T content) {
        String compact = RecordWriter.write(content);
        String whole = JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField(FORMAT, format);
            json.writeNumberField(FORMAT_VERSION, version);
            json.writeStringField(WRITER, writer);
            json.writeStringField(DIGEST, digest(compact));
            json.writeFieldName(CONTENT);
            json.writeRawValue(compact);
            json.writeEndObject();
        });
        return (inOneLine ? whole : JsonText.pretty(whole)) + "\n";
    }

    /**
     * Reads such a text.
     *
     * @param reader the version of jnetctl that reads it: what another one has written is refused, since it may mean something else
     * @throws MalformedArtefactException when it is none, of another version, or not as it was written
     */
    public T read(String reader, String text) {
        JsonNode root = parse(text);
        JsonNode called = root.path(FORMAT);
        if (!called.isTextual()) {
            throw new MalformedArtefactException(
                    "it is no file of jnetctl's: a " + words() + " says \"format\": \"" + format + "\"");
        }
        if (!called.textValue().equals(format)) {
            throw new MalformedArtefactException("it is "
                    + ALL.stream()
                            .filter(each -> each.format.equals(called.textValue()))
                            .findFirst()
                            .map(each -> "a " + each.words())
                            .orElse("a " + Quoted.of(called.textValue()))
                    + ", not a " + words());
        }
        JsonNode writtenBy = root.path(WRITER);
        String other =
                writtenBy.isTextual() ? "jnetctl " + Quoted.visible(writtenBy.textValue()) : "an unknown jnetctl";
        JsonNode written = root.path(FORMAT_VERSION);
        if (!written.isInt() || written.intValue() != version) {
            throw new MalformedArtefactException("it has format version " + Quoted.visible(written.toString())
                    + ", written by " + other + "; this is jnetctl " + reader + ", which reads version " + version);
        }
        if (!writtenBy.isTextual() || !writtenBy.textValue().equals(reader)) {
            throw new MalformedArtefactException("it was written by " + other + "; this is jnetctl " + reader);
        }
        JsonNode content = root.path(CONTENT);
        T read = RecordReader.read(content, type, CONTENT);
        if (root.size() != 5 || !root.path(DIGEST).asText().equals(digest(JsonText.compact(content)))) {
            throw new MalformedArtefactException("it was changed since jnetctl wrote it: its digest does not fit");
        }
        return read;
    }

    private String words() {
        return this.equals(PLAN) ? "saved plan" : this.equals(JOURNAL) ? "journal" : "snapshot";
    }

    private static JsonNode parse(String text) {
        try {
            return Mapper.STRICT.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            throw new MalformedArtefactException(place + Quoted.visible(e.getOriginalMessage()));
        }
    }

    private static String digest(String compact) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(compact.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Made when something is read. */
    private static final class Mapper {
        static final JsonMapper STRICT = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .build())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }
}
