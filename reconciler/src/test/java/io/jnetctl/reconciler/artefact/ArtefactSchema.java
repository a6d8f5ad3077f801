package io.jnetctl.reconciler.artefact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of what {@link RecordWriter} writes of a record, made from its type alone. */
final class ArtefactSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SortedMap<String, ObjectNode> definitions = new TreeMap<>();

    private final Map<String, Class<?>> named = new HashMap<>();

    private ArtefactSchema() {}

    static String of(String file, String title, Artefact<?> artefact) {
        ArtefactSchema schema = new ArtefactSchema();
        ObjectNode root = NODES.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", "https://jnetctl.io/schema/" + file);
        root.put("title", title);
        root.put("type", "object");
        ArrayNode required = root.putArray("required");
        root.put("additionalProperties", false);
        ObjectNode properties = root.putObject("properties");
        properties.putObject("format").put("const", artefact.format());
        properties.putObject("format_version").put("const", artefact.version());
        properties.putObject("jnetctl").put("type", "string").put("description", "The version that wrote it.");
        properties
                .putObject("sha256")
                .put("type", "string")
                .put("pattern", "^[0-9a-f]{64}$")
                .put("description", "Of the content, printed without blanks.");
        properties.set("content", schema.of(artefact.type()));
        properties.fieldNames().forEachRemaining(required::add);
        ObjectNode defs = root.putObject("$defs");
        schema.definitions.forEach(defs::set);
        return root.toPrettyString() + "\n";
    }

    private ObjectNode of(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return collection(parameterized);
        }
        Class<?> plain = (Class<?>) type;
        if (RecordTypes.isText(plain)) {
            return NODES.objectNode().put("type", "string");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return NODES.objectNode().put("type", "boolean");
        }
        if (plain == int.class || plain == Integer.class || plain == long.class || plain == Long.class) {
            return NODES.objectNode().put("type", "integer");
        }
        String name = name(plain);
        Class<?> namesake = named.putIfAbsent(name, plain);
        if (namesake != null && namesake != plain) {
            throw new IllegalStateException("one name for " + plain + " and " + namesake);
        }
        if (!definitions.containsKey(name)) {
            ObjectNode definition = NODES.objectNode();
            definitions.put(name, definition);
            define(plain, definition);
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private static String name(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        String own = RecordTypes.snakeCase(type.getSimpleName());
        return around == null ? own : name(around) + "." + own;
    }

    private void define(Class<?> type, ObjectNode definition) {
        if (type.isEnum()) {
            ArrayNode values = definition.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                values.add(RecordTypes.nameOf((Enum<?>) constant));
            }
        } else if (type.isSealed()) {
            ArrayNode alternatives = definition.putArray("oneOf");
            for (Class<?> each : type.getPermittedSubclasses()) {
                alternatives.add(of(each));
            }
        } else {
            record(type, definition);
        }
    }

    private void record(Class<?> type, ObjectNode definition) {
        definition.put("type", "object");
        ArrayNode required = NODES.arrayNode();
        ObjectNode properties = NODES.objectNode();
        if (RecordTypes.isAlternative(type)) {
            properties.putObject(RecordTypes.TYPE).put("const", RecordTypes.nameOf(type));
            required.add(RecordTypes.TYPE);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String name = RecordTypes.snakeCase(component.getName());
            properties.set(name, of(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
        }
        definition.set("required", required);
        definition.put("additionalProperties", false);
        definition.set("properties", properties);
    }

    private ObjectNode collection(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (!Map.class.isAssignableFrom(raw)) {
            ObjectNode array = NODES.objectNode().put("type", "array");
            if (Set.class.isAssignableFrom(raw)) {
                array.put("uniqueItems", true);
            }
            array.set("items", of(arguments[0]));
            return array;
        }
        boolean text = arguments[0] instanceof Class<?> key && (RecordTypes.isText(key) || key.isEnum());
        if (text) {
            ObjectNode object = NODES.objectNode().put("type", "object");
            object.set("additionalProperties", of(arguments[1]));
            return object;
        }
        throw new IllegalArgumentException("no schema yet for " + type);
    }
}
