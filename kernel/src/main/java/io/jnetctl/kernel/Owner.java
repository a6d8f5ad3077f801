package io.jnetctl.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mark by which jnetctl knows its own objects: written into interface aliases, rule comments and file blocks as
 * {@code jnetctl:STACK/OBJECT}.
 *
 * @param stack the stack's name
 * @param object the object inside the stack, such as {@code front} or {@code web/front}; empty when an object was made but
 *     its full mark not yet written
 */
public record Owner(String stack, String object) {
    /** Of a rule that stands in a chain of jnetctl without a mark: nobody's, and to be removed. */
    public static final Owner UNEXPECTED = new Owner("*", "unexpected");

    private static final String PREFIX = "jnetctl:";

    /** Reads a mark; anything else is nobody's mark. */
    public static Optional<Owner> parse(String mark) {
        int slash = mark.indexOf('/');
        if (!mark.startsWith(PREFIX) || slash <= PREFIX.length() || hasControl(mark)) {
            return Optional.empty();
        }
        return Optional.of(new Owner(mark.substring(PREFIX.length(), slash), mark.substring(slash + 1)));
    }

    private static boolean hasControl(String mark) {
        for (int i = 0; i < mark.length(); i++) {
            if (Character.isISOControl(mark.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Told one by one here and in {@link #hashCode}: what a record does of its own accord a cold start pays for. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Owner it && stack.equals(it.stack) && object.equals(it.object);
    }

    @Override
    public int hashCode() {
        return 31 * stack.hashCode() + object.hashCode();
    }

    @Override
    public String toString() {
        return PREFIX + stack + "/" + object;
    }
}
