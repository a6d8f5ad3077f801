package io.jnetctl.schema.compose;

import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Closest;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What is said about the keys of a compose file that have no effect. */
record Complaints(Diagnostics diagnostics) {
    /** Keys with this prefix are the user's own. */
    static final String OWN_KEYS = "x-";

    void unknown(Entry entry, String what, Collection<String> known) {
        if (!entry.key().startsWith(OWN_KEYS)) {
            diagnostics.warning(
                    entry.pos(),
                    "unknown key " + Quoted.of(entry.key()) + " in " + what,
                    Closest.hint(entry.key(), known).orElse("it is left aside"));
        }
    }

    void unhonoured(SourcePos pos, String feature, String hint) {
        diagnostics.warning(pos, feature + " cannot be honoured", hint);
    }

    /** Warns of all keys that are neither read nor known to be without effect here. */
    void check(YamlNode node, String what, Set<String> read, Map<String, String> unhonoured) {
        for (Entry entry : Nodes.entries(node)) {
            String hint = unhonoured.get(entry.key());
            if (hint != null) {
                if (!Nodes.isNothing(entry.value())) {
                    unhonoured(entry.pos(), entry.key() + " of " + what, hint);
                }
            } else if (!read.contains(entry.key())) {
                unknown(entry, what, read);
            }
        }
    }

    void wrongType(YamlNode node, String expected) {
        diagnostics.error(node.pos(), "expected " + expected + ", got " + node.describe(), null);
    }
}
