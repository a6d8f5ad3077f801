package io.jnetctl.cli.reach;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jnetctl.reconciler.reach.Exposure;
import io.jnetctl.reconciler.reach.Exposure.Opening;

/** What is reached from outside, for programs. */
public final class ExposureJson {
    /** Raised when a reader of the format would have to change. */
    private static final int FORMAT_VERSION = 1;

    private ExposureJson() {}

    public static ObjectNode of(Exposure exposure) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format_version", FORMAT_VERSION);
        ArrayNode openings = root.putArray("openings");
        for (Opening opening : exposure.openings()) {
            ObjectNode node = openings.addObject();
            node.put("protocol", opening.protocol().toString());
            AnswerJson.strings(
                    node,
                    "ports",
                    opening.ports().stream().map(Object::toString).toList());
            AnswerJson.strings(
                    node,
                    "addresses",
                    opening.addresses().stream().map(Object::toString).toList());
            node.put("to", opening.to());
            if (opening.target() != null) {
                node.put("target", opening.target());
            }
            AnswerJson.strings(node, "from", opening.from());
            node.put("published", opening.published());
            node.put("certain", opening.certain());
            node.put("reason", opening.reason());
            if (opening.rule() != null) {
                node.set("rule", AnswerJson.rule(opening.rule()));
            }
        }
        AnswerJson.strings(root, "unseen", exposure.unseen());
        return root;
    }
}
