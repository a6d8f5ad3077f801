package io.jnetctl.reconciler.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON, a member a component; a component that is null has none. What keeps no order of its own is sorted, so that equal
 * values are written alike.
 */
final class RecordWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(component -> new Member(RecordTypes.snakeCase(component.getName()), component.getAccessor()))
                    .toList();
        }
    };

    private RecordWriter() {}

    /** A component, by its name in an artefact. */
    private record Member(String name, Method accessor) {
        @Nullable Object read(Record record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record hides " + accessor, e);
            }
        }
    }

    static JsonNode write(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.textNode(text);
            case Boolean bool -> NODES.booleanNode(bool);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Enum<?> constant -> NODES.textNode(RecordTypes.nameOf(constant));
            case List<?> list -> array(list.stream().map(RecordWriter::write).toList());
            case Set<?> set -> set(set);
            case Map<?, ?> map -> map(map);
            case Record record when RecordTypes.isText(record.getClass()) -> NODES.textNode(record.toString());
            case Record record -> record(record);
            default -> throw new IllegalArgumentException("no form for " + value.getClass());
        };
    }

    private static ObjectNode record(Record record) {
        ObjectNode node = NODES.objectNode();
        if (RecordTypes.isAlternative(record.getClass())) {
            node.put(RecordTypes.TYPE, RecordTypes.nameOf(record.getClass()));
        }
        for (Member member : MEMBERS.get(record.getClass())) {
            Object value = member.read(record);
            if (value != null) {
                node.set(member.name(), write(value));
            }
        }
        return node;
    }

    private static ArrayNode set(Set<?> set) {
        List<JsonNode> elements = new ArrayList<>();
        set.forEach(element -> elements.add(write(element)));
        if (!(set instanceof SequencedSet<?>)) {
            elements.sort(Comparator.comparing(JsonNode::toString));
        }
        return array(elements);
    }

    private static ArrayNode array(List<JsonNode> elements) {
        ArrayNode array = NODES.arrayNode(elements.size());
        elements.forEach(array::add);
        return array;
    }

    private static JsonNode map(Map<?, ?> map) {
        List<Map.Entry<JsonNode, JsonNode>> members = new ArrayList<>();
        map.forEach((key, value) -> members.add(Map.entry(write(key), write(value))));
        if (!(map instanceof SequencedMap<?, ?>)) {
            members.sort(Comparator.comparing(member -> member.getKey().toString()));
        }
        if (members.stream().allMatch(member -> member.getKey().isTextual())) {
            ObjectNode object = NODES.objectNode();
            members.forEach(member -> object.set(member.getKey().textValue(), member.getValue()));
            return object;
        }
        ArrayNode array = NODES.arrayNode();
        for (Map.Entry<JsonNode, JsonNode> member : members) {
            ObjectNode object = array.addObject();
            object.set(RecordTypes.KEY, member.getKey());
            object.set(RecordTypes.VALUE, member.getValue());
        }
        return array;
    }
}
