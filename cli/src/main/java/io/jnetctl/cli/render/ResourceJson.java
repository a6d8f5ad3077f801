package io.jnetctl.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jnetctl.kernel.resource.Attribute;
import io.jnetctl.kernel.resource.Kind;
import io.jnetctl.kernel.resource.Resource;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A resource as attribute names and values, its identity first; read from the {@link Kind} tables, so a new kind needs nothing here. */
final class ResourceJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ResourceJson() {}

    static ObjectNode of(Resource resource) {
        return of(resource.kind(), resource);
    }

    /** An attribute that nobody cares about is left out. */
    private static <R extends Resource> ObjectNode of(Kind<R> kind, Resource resource) {
        R typed = kind.type().cast(resource);
        ObjectNode node = NODES.objectNode();
        Map<String, RecordComponent> components = new TreeMap<>();
        for (RecordComponent component : kind.type().getRecordComponents()) {
            components.put(component.getName(), component);
        }
        for (String name : kind.identity()) {
            RecordComponent component = components.get(name);
            if (component != null) {
                node.set(name, value(read(component, typed)));
            }
        }
        for (Attribute<R> attribute : kind.attributes()) {
            Object value = attribute.get().apply(typed);
            if (value != null) {
                node.set(attribute.name(), value(value));
            }
        }
        return node;
    }

    private static Object read(RecordComponent component, Resource resource) {
        try {
            return component.getAccessor().invoke(resource);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record hides " + component, e);
        }
    }

    /** An attribute's value. */
    static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Boolean bool -> NODES.booleanNode(bool);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Enum<?> constant -> NODES.textNode(constant.name().toLowerCase(Locale.ROOT));
            case List<?> list -> array(list);
            default -> NODES.textNode(value.toString());
        };
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode array = NODES.arrayNode();
        list.forEach(element -> array.add(value(element)));
        return array;
    }
}
