package io.jnetctl.cli.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.diff.AttributeChange;
import io.jnetctl.reconciler.drift.Difference;
import io.jnetctl.reconciler.drift.Difference.State;
import io.jnetctl.reconciler.drift.Drift;

/** Drift as programs read it; schema/drift-v1.schema.json describes the format. */
public final class DriftReportJson {
    /** Raised when a reader of the format would have to change. */
    private static final int FORMAT_VERSION = 1;

    private DriftReportJson() {}

    public static ObjectNode of(Drift drift) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format_version", FORMAT_VERSION);
        ArrayNode stacks = root.putArray("stacks");
        drift.stacks().forEach(stacks::add);
        ArrayNode differences = root.putArray("drift");
        drift.differences().forEach(difference -> differences.add(object(difference)));
        ObjectNode summary = root.putObject("summary");
        for (State state : State.values()) {
            summary.put(state.word(), drift.count(state));
        }
        summary.put("consequences", drift.consequences());
        summary.put("ignored", drift.ignored());
        return root;
    }

    private static ObjectNode object(Difference difference) {
        Resource resource = difference.resource();
        Owner owner = difference.owner();
        Resource lostWith = difference.lostWith();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("state", difference.state().word());
        node.put("kind", resource.kind().name());
        node.put("key", resource.key().id());
        node.put("label", resource.label());
        node.put("owner", owner == null ? null : owner.stack() + "/" + owner.object());
        node.put("reason", difference.reason());
        if (lostWith == null) {
            node.putNull("lost_with");
        } else {
            node.putObject("lost_with")
                    .put("kind", lostWith.kind().name())
                    .put("key", lostWith.key().id());
        }
        ArrayNode attributes = node.putArray("attributes");
        for (AttributeChange attribute : difference.attributes()) {
            ObjectNode each = attributes.addObject();
            each.put("name", attribute.name());
            each.set("observed", ResourceJson.value(attribute.before()));
            each.set("desired", ResourceJson.value(attribute.after()));
        }
        return node;
    }
}
