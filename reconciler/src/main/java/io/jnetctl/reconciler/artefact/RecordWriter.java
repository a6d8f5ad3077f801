package io.jnetctl.reconciler.artefact;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
    private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(component -> new Member(RecordTypes.snakeCase(component.getName()), component.getAccessor()))
                    .toList();
        }
    };

    private final JsonGenerator json;

    private RecordWriter(JsonGenerator json) {
        this.json = json;
    }

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

    /** All in one line. */
    static String write(@Nullable Object value) {
        return JsonText.of(json -> new RecordWriter(json).value(value));
    }

    private void value(@Nullable Object value) throws IOException {
        String text = text(value);
        if (text != null) {
            json.writeString(text);
            return;
        }
        switch (value) {
            case null -> json.writeNull();
            case Boolean bool -> json.writeBoolean(bool);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case List<?> list -> array(list);
            case SequencedSet<?> set -> array(set);
            case Set<?> set -> sorted(set);
            case Map<?, ?> map -> map(map);
            case Record record -> record(record);
            default -> throw new IllegalArgumentException("no form for " + value.getClass());
        }
    }

    /** What is one text in an artefact, or null. */
    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Enum<?> constant -> RecordTypes.nameOf(constant);
            case Record record when RecordTypes.isText(record.getClass()) -> record.toString();
            case null, default -> null;
        };
    }

    private void record(Record record) throws IOException {
        json.writeStartObject();
        if (RecordTypes.isAlternative(record.getClass())) {
            json.writeFieldName(RecordTypes.TYPE);
            json.writeString(RecordTypes.nameOf(record.getClass()));
        }
        for (Member member : MEMBERS.get(record.getClass())) {
            Object value = member.read(record);
            if (value != null) {
                json.writeFieldName(member.name());
                value(value);
            }
        }
        json.writeEndObject();
    }

    private void array(Collection<?> elements) throws IOException {
        json.writeStartArray();
        for (Object element : elements) {
            value(element);
        }
        json.writeEndArray();
    }

    private void sorted(Set<?> set) throws IOException {
        List<String> elements = new ArrayList<>(set.size());
        set.forEach(element -> elements.add(write(element)));
        elements.sort(null);
        json.writeStartArray();
        for (String element : elements) {
            json.writeRawValue(element);
        }
        json.writeEndArray();
    }

    private void map(Map<?, ?> map) throws IOException {
        List<Map.Entry<?, ?>> members = new ArrayList<>(map.entrySet());
        if (!(map instanceof SequencedMap<?, ?>)) {
            members.sort(Comparator.comparing(member -> write(member.getKey())));
        }
        if (members.stream().allMatch(member -> text(member.getKey()) != null)) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members) {
                json.writeFieldName(text(member.getKey()));
                value(member.getValue());
            }
            json.writeEndObject();
            return;
        }
        json.writeStartArray();
        for (Map.Entry<?, ?> member : members) {
            json.writeStartObject();
            json.writeFieldName(RecordTypes.KEY);
            value(member.getKey());
            json.writeFieldName(RecordTypes.VALUE);
            value(member.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
