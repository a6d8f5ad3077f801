package io.jnetctl.cli.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.List;

/** What is wrong with manifests, as programs read it. */
public final class DiagnosticsJson {
    /** Raised when a reader of the format would have to change. */
    private static final int FORMAT_VERSION = 1;

    private DiagnosticsJson() {}

    public static ObjectNode of(boolean valid, List<Diagnostic> diagnostics) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format_version", FORMAT_VERSION);
        root.put("valid", valid);
        ArrayNode array = root.putArray("diagnostics");
        for (Diagnostic diagnostic : diagnostics) {
            ObjectNode node = array.addObject();
            node.put("severity", diagnostic.severity().toString());
            node.put("file", diagnostic.pos().file());
            node.put("line", diagnostic.pos().line());
            node.put("column", diagnostic.pos().column());
            node.put("message", diagnostic.message());
            node.put("hint", diagnostic.hint());
        }
        return root;
    }
}
