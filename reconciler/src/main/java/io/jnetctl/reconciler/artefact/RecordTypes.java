package io.jnetctl.reconciler.artefact;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How types stand in an artefact; the writer, the reader and the published schemas agree by it. */
final class RecordTypes {
    /** The member that says which of a sealed interface's records an object is; no component can have this name. */
    static final String TYPE = "$type";

    /** The members of a map's entry where its keys are more than text. */
    static final String KEY = "key";

    static final String VALUE = "value";

    private static final ClassValue<Boolean> ALTERNATIVE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
        }
    };

    private static final ClassValue<Boolean> TEXT = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type == String.class || parser(type) != null;
        }
    };

    private RecordTypes() {}

    /** Whether a value is written as its {@code toString()}, because its type has a static {@code parse} that reads that. */
    static boolean isText(Class<?> type) {
        return TEXT.get(type);
    }

    static @Nullable Method parser(Class<?> type) {
        if (!type.isRecord()) {
            return null;
        }
        try {
            Method parse = type.getMethod("parse", String.class);
            return Modifier.isStatic(parse.getModifiers()) && parse.getReturnType() == type ? parse : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Whether it is one of the records of a sealed interface, and says so in an artefact. */
    static boolean isAlternative(Class<?> type) {
        return ALTERNATIVE.get(type);
    }

    static String nameOf(Class<?> alternative) {
        return snakeCase(alternative.getSimpleName());
    }

    static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** {@code macAddress} as {@code mac_address}. */
    static String snakeCase(String camelCase) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (Character.isUpperCase(c) && !snake.isEmpty()) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
