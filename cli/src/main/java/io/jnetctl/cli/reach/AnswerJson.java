package io.jnetctl.cli.reach;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jnetctl.inet.Port;
import io.jnetctl.reconciler.reach.Answer;
import io.jnetctl.reconciler.reach.Answer.Finding;
import io.jnetctl.reconciler.reach.FirewallRule;
import io.jnetctl.reconciler.reach.Outcome;
import io.jnetctl.reconciler.reach.Party;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An answer for programs. What is not known is left out. */
public final class AnswerJson {
    /** Raised when a reader of the format would have to change. */
    private static final int FORMAT_VERSION = 1;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AnswerJson() {}

    public static ObjectNode of(Party from, Party to, @Nullable Port port, Answer answer) {
        ObjectNode root = NODES.objectNode();
        root.put("format_version", FORMAT_VERSION);
        root.put("from", from.toString());
        root.put("to", to.toString());
        if (port != null) {
            root.put("port", port.toString());
        }
        root.put("answer", answer.verdict().name().toLowerCase(Locale.ROOT));
        put(root, answer.deciding().outcome());
        strings(root, "open", answer.open());
        strings(root, "sources", answer.from());
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : answer.findings()) {
            ObjectNode node = findings.addObject();
            node.put("answer", finding.verdict().name().toLowerCase(Locale.ROOT));
            if (finding.family() != null) {
                node.put("family", finding.family().toString());
            }
            if (finding.source() != null) {
                node.put("source", finding.source().toString());
            }
            if (finding.destination() != null) {
                node.put("destination", finding.destination().toString());
            }
            put(node, finding.outcome());
        }
        strings(root, "unseen", answer.unseen());
        return root;
    }

    private static void put(ObjectNode node, Outcome outcome) {
        switch (outcome) {
            case Outcome.Reached reached -> node.put("reason", reached.reason());
            case Outcome.Stopped stopped -> node.put("reason", stopped.reason());
            case Outcome.Unclear _ -> node.put("reason", "depends on a rule that is not understood");
        }
        outcome.rule().ifPresent(rule -> node.set("rule", rule(rule)));
    }

    static ObjectNode rule(FirewallRule rule) {
        ObjectNode node = NODES.objectNode();
        node.put("family", rule.family().toString());
        node.put("table", rule.table());
        node.put("chain", rule.chain());
        if (!rule.isPolicy()) {
            node.put("number", rule.number());
        }
        rule.owner().ifPresent(owner -> node.put("owner", owner.toString()));
        node.put("text", String.join(" ", rule.words()));
        return node;
    }

    static void strings(ObjectNode node, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(name);
            values.forEach(array::add);
        }
    }
}
