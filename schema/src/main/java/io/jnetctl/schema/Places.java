package io.jnetctl.schema;

import java.util.HashMap;
import java.util.Map;

/**
 * Where the values that carry no position of their own were written: the subnet of a network, the
 * address of an attachment.
 */
public final class Places {
    private record Key(SourcePos owner, Object part) {}

    private final Map<Key, SourcePos> places = new HashMap<>();

    public void put(SourcePos owner, Object part, SourcePos pos) {
        places.putIfAbsent(new Key(owner, part), pos);
    }

    /** The place of that part of what is at the owner's place, else the owner's place itself. */
    public SourcePos of(SourcePos owner, Object part) {
        return places.getOrDefault(new Key(owner, part), owner);
    }
}
