package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.Desired;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** Collects what is desired, and refuses two different wishes for one thing. */
final class DesiredEntries {
    private final SequencedMap<Key, Desired.Entry> entries = new LinkedHashMap<>();
    private final List<Diagnostic> diagnostics;

    DesiredEntries(List<Diagnostic> diagnostics) {
        this.diagnostics = diagnostics;
    }

    void add(Resource resource, Owner owner, String reason, SourcePos pos) {
        Desired.Entry before = entries.putIfAbsent(resource.key(), new Desired.Entry(resource, owner, reason));
        if (before != null && !before.resource().equals(resource)) {
            diagnostics.add(Diagnostic.error(
                    pos,
                    resource.kind().name() + " " + resource.label() + " is asked for twice, and not alike: "
                            + before.reason() + ", and " + reason,
                    "leave one of the two out"));
        }
    }

    /** For what serves all stacks, where asking twice is the point. */
    void share(Resource resource, String object, String reason) {
        entries.putIfAbsent(resource.key(), new Desired.Entry(resource, new Owner(Desired.SHARED, object), reason));
    }

    boolean contains(Key key) {
        return entries.containsKey(key);
    }

    Desired of(Set<String> stacks) {
        return new Desired(stacks, entries);
    }
}
