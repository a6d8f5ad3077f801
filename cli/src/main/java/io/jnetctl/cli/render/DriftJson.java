package io.jnetctl.cli.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.diff.AttributeChange;
import io.jnetctl.reconciler.diff.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a host differs from its manifest, an object an element. */
final class DriftJson {
    private DriftJson() {}

    static ArrayNode of(List<Change> changes) {
        ArrayNode drift = JsonNodeFactory.instance.arrayNode();
        for (Change change : changes) {
            drift.add(
                    switch (change) {
                        case Change.Added added ->
                            object(
                                    "missing",
                                    added.desired().resource(),
                                    added.desired().owner(),
                                    List.of());
                        case Change.Updated set ->
                            object(
                                    "changed",
                                    set.desired().resource(),
                                    set.desired().owner(),
                                    set.attributes());
                        case Change.Replaced anew ->
                            object(
                                    "changed",
                                    anew.desired().resource(),
                                    anew.desired().owner(),
                                    anew.attributes());
                        case Change.Removed gone ->
                            object(
                                    "unexpected",
                                    gone.observed().resource(),
                                    gone.observed().owner(),
                                    List.of());
                    });
        }
        return drift;
    }

    private static ObjectNode object(
            String state, Resource resource, @Nullable Owner owner, List<AttributeChange> attributes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("state", state);
        node.put("kind", resource.kind().name());
        node.put("key", resource.key().id());
        node.put("label", resource.label());
        node.put("owner", owner == null ? null : owner.stack() + "/" + owner.object());
        ArrayNode differing = node.putArray("attributes");
        for (AttributeChange attribute : attributes) {
            ObjectNode each = differing.addObject();
            each.put("name", attribute.name());
            each.set("observed", ResourceJson.value(attribute.before()));
            each.set("desired", ResourceJson.value(attribute.after()));
        }
        return node;
    }
}
