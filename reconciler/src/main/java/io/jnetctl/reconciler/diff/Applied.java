package io.jnetctl.reconciler.diff;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Attribute;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Kind;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.Desired;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was already as desired when somebody last looked, so that a plan can tell what somebody else changed since from what the manifest
 * asks for anew. It is for display: a note that is lost, or that a digest in it is wrong, changes words and nothing else.
 */
public final class Applied {
    private static final int DIGITS = 8;

    private final Map<Integer, Integer> valuesByKey;

    private Applied(Map<Integer, Integer> valuesByKey) {
        this.valuesByKey = valuesByKey;
    }

    /**
     * Notes by stack: 8 hexadecimal digits for an object's key, and 8 for its attributes, one object after another. A stack of which
     * nothing is there has an empty note.
     */
    public static Map<String, String> notes(Desired desired, Observed observed) {
        Map<String, StringBuilder> own = new TreeMap<>();
        desired.stacks().forEach(stack -> own.put(stack, new StringBuilder()));
        StringBuilder shared = new StringBuilder();
        desired.entries().forEach((key, entry) -> {
            Resource resource = entry.resource();
            Observed.Entry there = observed.entries().get(key);
            if (there != null && Differ.differing(resource, there.resource()).isEmpty()) {
                StringBuilder note = own.getOrDefault(entry.owner().stack(), shared);
                HexFormat.of().formatHex(note, bytes(hash(key)));
                HexFormat.of().formatHex(note, bytes(values(resource.kind(), resource)));
            }
        });
        Map<String, String> notes = new TreeMap<>();
        own.forEach((stack, note) ->
                notes.put(stack, note.isEmpty() ? "" : note.append(shared).toString()));
        return notes;
    }

    /** Reads such notes; what is none is passed over. */
    public static Applied read(Collection<String> notes) {
        Map<Integer, Integer> valuesByKey = new HashMap<>();
        for (String note : notes) {
            for (int at = 0; at + 2 * DIGITS <= note.length(); at += 2 * DIGITS) {
                try {
                    valuesByKey.put(
                            HexFormat.fromHexDigits(note, at, at + DIGITS),
                            HexFormat.fromHexDigits(note, at + DIGITS, at + 2 * DIGITS));
                } catch (IllegalArgumentException e) {
                    break;
                }
            }
        }
        return new Applied(valuesByKey);
    }

    /** Whether it was there. */
    public boolean had(Resource resource) {
        return !valuesByKey.isEmpty() && valuesByKey.containsKey(hash(resource.key()));
    }

    /** Whether it was there just as it is desired now. */
    public boolean hadAsIs(Resource desired) {
        Integer values = valuesByKey.get(hash(desired.key()));
        return values != null && values == values(desired.kind(), desired);
    }

    private static int hash(Key key) {
        return 31 * key.kind().hashCode() + key.id().hashCode();
    }

    private static <R extends Resource> int values(Kind<R> kind, Resource resource) {
        R typed = kind.type().cast(resource);
        int hash = 1;
        for (Attribute<R> attribute : kind.attributes()) {
            hash = 31 * hash + stable(attribute.get().apply(typed));
        }
        return hash;
    }

    /** The same in every process, as {@link Object#hashCode} of an enum and the order of a set are not. */
    private static int stable(@Nullable Object value) {
        if (!(value instanceof Collection<?> many)) {
            return String.valueOf(value).hashCode();
        }
        int hash = 0;
        for (Object each : many) {
            hash = (many instanceof Set ? hash : 31 * hash)
                    + String.valueOf(each).hashCode();
        }
        return hash;
    }

    private static byte[] bytes(int number) {
        return new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    }
}
