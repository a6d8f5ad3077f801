package io.jnetctl.reconciler.artefact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON as text. Jackson's own way there makes an object mapper first, which takes longer than all that an apply has to write. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** What is written to a generator. */
    @FunctionalInterface
    interface Content {
        void to(JsonGenerator json) throws IOException;
    }

    /** All in one line. */
    static String of(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A tree, all in one line. */
    static String compact(JsonNode node) {
        return of(json -> write(node, json));
    }

    /** The same as another text, a line a member, indented. */
    static String pretty(String text) {
        return of(json -> {
            json.useDefaultPrettyPrinter();
            try (JsonParser parser = FACTORY.createParser(text)) {
                parser.nextToken();
                json.copyCurrentStructure(parser);
            }
        });
    }

    private static void writeMembers(JsonNode object, JsonGenerator json) throws IOException {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            json.writeFieldName(member.getKey());
            write(member.getValue(), json);
        }
    }

    private static void write(JsonNode node, JsonGenerator json) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                json.writeStartObject();
                writeMembers(node, json);
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (JsonNode element : node) {
                    write(element, json);
                }
                json.writeEndArray();
            }
            case STRING -> json.writeString(node.textValue());
            case BOOLEAN -> json.writeBoolean(node.booleanValue());
            case NUMBER -> json.writeNumber(node.asText());
            case NULL -> json.writeNull();
            case BINARY, MISSING, POJO ->
                throw new IllegalArgumentException("not of an artefact: " + node.getNodeType());
        }
    }
}
