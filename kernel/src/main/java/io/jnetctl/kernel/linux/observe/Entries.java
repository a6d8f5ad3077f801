package io.jnetctl.kernel.linux.observe;

import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is observed. Where the kernel has two things that jnetctl cannot tell apart, one of ours stands for both. */
final class Entries {
    private final LinkedHashMap<Key, Observed.Entry> entries = new LinkedHashMap<>();

    void add(Resource resource, @Nullable Owner owner) {
        add(new Observed.Entry(resource, owner));
    }

    void add(Observed.Entry entry) {
        Key key = entry.resource().key();
        Observed.Entry before = entries.putIfAbsent(key, entry);
        if (before != null && before.owner() == null && entry.owner() != null) {
            entries.put(key, entry);
        }
    }

    void addAll(List<Observed.Entry> more) {
        for (Observed.Entry entry : more) {
            add(entry);
        }
    }

    void addAll(Entries more) {
        more.entries.values().forEach(this::add);
    }

    Observed with(HostFacts facts) {
        return new Observed(entries, facts);
    }
}
