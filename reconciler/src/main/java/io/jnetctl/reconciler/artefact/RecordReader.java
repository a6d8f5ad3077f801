package io.jnetctl.reconciler.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import io.jnetctl.schema.diagnostic.Quoted;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordWriter} writes, and nothing else: unknown members, missing ones and values that a record refuses are errors that
 * name their place, such as {@code entries[3].resource.mtu}.
 */
final class RecordReader {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private RecordReader() {}

    /** @throws MalformedArtefactException when {@code node} does not hold a {@code type} */
    static <T extends Record> T read(JsonNode node, Class<T> type, String place) {
        return type.cast(record(node, type, place));
    }

    /** A record's members and its constructor, looked up once. */
    private record Shape(
            List<RecordComponent> components, Set<String> names, java.lang.reflect.Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Set<String> names = new HashSet<>();
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                names.add(RecordTypes.snakeCase(components[i].getName()));
                types[i] = components[i].getType();
            }
            if (RecordTypes.isAlternative(type)) {
                names.add(RecordTypes.TYPE);
            }
            try {
                return new Shape(List.of(components), names, type.getDeclaredConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("a record without its constructor: " + type, e);
            }
        }
    }

    private static Object value(JsonNode node, Type type, String place) {
        if (type instanceof ParameterizedType parameterized) {
            return collection(node, parameterized, place);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException("no form for " + type);
        }
        if (plain == String.class) {
            return text(node, place);
        }
        if (plain == boolean.class || plain == Boolean.class) {
            require(node.isBoolean(), node, place, "true or false");
            return node.booleanValue();
        }
        if (plain == int.class || plain == Integer.class) {
            require(node.isIntegralNumber() && node.canConvertToInt(), node, place, "a whole number");
            return node.intValue();
        }
        if (plain == long.class || plain == Long.class) {
            require(node.isIntegralNumber() && node.canConvertToLong(), node, place, "a whole number");
            return node.longValue();
        }
        if (plain.isEnum()) {
            return constant(node, plain, place);
        }
        return plain.isSealed() ? alternative(node, plain, place) : record(node, plain, place);
    }

    private static Object collection(JsonNode node, ParameterizedType type, String place) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (Map.class.isAssignableFrom(raw)) {
            return map(node, raw, arguments[0], arguments[1], place);
        }
        require(node.isArray(), node, place, "a list");
        List<Object> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(value(node.get(i), arguments[0], place + "[" + i + "]"));
        }
        if (!Set.class.isAssignableFrom(raw)) {
            return elements;
        }
        Set<Object> set = SortedSet.class.isAssignableFrom(raw) ? new TreeSet<>() : new LinkedHashSet<>();
        for (Object element : elements) {
            if (!set.add(element)) {
                throw new MalformedArtefactException(place, Quoted.of(element.toString()) + " stands there twice");
            }
        }
        return set;
    }

    private static Map<Object, Object> map(JsonNode node, Class<?> raw, Type key, Type value, String place) {
        Map<Object, Object> map = SortedMap.class.isAssignableFrom(raw) ? new TreeMap<>() : new LinkedHashMap<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                String at = place + "[" + i + "]";
                members(node.get(i), Set.of(RecordTypes.KEY, RecordTypes.VALUE), at);
                map.put(
                        value(required(node.get(i), RecordTypes.KEY, at), key, at + "." + RecordTypes.KEY),
                        value(required(node.get(i), RecordTypes.VALUE, at), value, at + "." + RecordTypes.VALUE));
            }
            return map;
        }
        require(node.isObject(), node, place, "an object");
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String at = place + "[" + Quoted.of(member.getKey()) + "]";
            map.put(
                    value(com.fasterxml.jackson.databind.node.TextNode.valueOf(member.getKey()), key, at),
                    value(member.getValue(), value, at));
        }
        return map;
    }

    private static Object constant(JsonNode node, Class<?> type, String place) {
        String name = text(node, place);
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String each = RecordTypes.nameOf((Enum<?>) constant);
            if (each.equals(name)) {
                return constant;
            }
            names.add(each);
        }
        throw unknown(name, names, place);
    }

    private static Object alternative(JsonNode node, Class<?> type, String place) {
        require(node.isObject(), node, place, "an object");
        String at = place + "." + RecordTypes.TYPE;
        String name = text(required(node, RecordTypes.TYPE, place), at);
        for (Class<?> each : type.getPermittedSubclasses()) {
            if (RecordTypes.nameOf(each).equals(name)) {
                return record(node, each, place);
            }
        }
        throw unknown(
                name,
                Arrays.stream(type.getPermittedSubclasses())
                        .map(RecordTypes::nameOf)
                        .toList(),
                at);
    }

    private static Object record(JsonNode node, Class<?> type, String place) {
        Method parser = RecordTypes.parser(type);
        if (parser != null) {
            return call(place, () -> parser.invoke(null, text(node, place)));
        }
        if (!type.isRecord()) {
            throw new IllegalArgumentException("no form for " + type);
        }
        require(node.isObject(), node, place, "an object");
        Shape shape = SHAPES.get(type);
        members(node, shape.names(), place);
        @Nullable Object[] arguments = new @Nullable Object[shape.components().size()];
        for (int i = 0; i < arguments.length; i++) {
            RecordComponent component = shape.components().get(i);
            String name = RecordTypes.snakeCase(component.getName());
            String at = place.isEmpty() ? name : place + "." + name;
            JsonNode member = node.get(name);
            if (member == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw new MalformedArtefactException(place, name + " is missing");
            }
            arguments[i] = member == null ? null : value(member, component.getGenericType(), at);
        }
        return call(place, () -> shape.constructor().newInstance(arguments));
    }

    /** Something of ours that refuses what is not well formed. */
    private interface Call {
        Object call() throws ReflectiveOperationException;
    }

    private static Object call(String place, Call call) {
        try {
            return call.call();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new MalformedArtefactException(place, Quoted.visible(String.valueOf(refused.getMessage())));
            }
            throw new IllegalStateException(place, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(place, e);
        }
    }

    private static void members(JsonNode node, Set<String> known, String place) {
        require(node.isObject(), node, place, "an object");
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!known.contains(member.getKey())) {
                throw new MalformedArtefactException(place, "unknown member " + Quoted.of(member.getKey()));
            }
        }
    }

    private static JsonNode required(JsonNode node, String name, String place) {
        JsonNode member = node.get(name);
        if (member == null) {
            throw new MalformedArtefactException(place, name + " is missing");
        }
        return member;
    }

    private static String text(JsonNode node, String place) {
        require(node.isTextual(), node, place, "a text");
        return node.textValue();
    }

    private static void require(boolean fits, JsonNode node, String place, String expected) {
        if (!fits) {
            throw new MalformedArtefactException(
                    place,
                    "expected " + expected + ", not "
                            + Quoted.of(node.isTextual() ? node.textValue() : node.toString()));
        }
    }

    private static MalformedArtefactException unknown(String name, List<String> known, String place) {
        return new MalformedArtefactException(
                place,
                Quoted.of(name) + " is not one of " + known.stream().sorted().collect(Collectors.joining(", ")));
    }
}
