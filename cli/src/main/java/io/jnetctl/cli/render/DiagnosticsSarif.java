package io.jnetctl.cli.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** What is wrong with manifests, for code scanning: SARIF 2.1.0 (OASIS). */
public final class DiagnosticsSarif {
    private DiagnosticsSarif() {}

    /** When a diagnostic is found; SARIF calls that a rule. */
    private enum Rule {
        MANIFEST("A manifest is well formed, complete and free of contradictions."),
        RESOLUTION("What a manifest comes to can be made: its subnets, addresses, names and interfaces.");

        private final String description;

        Rule(String description) {
            this.description = description;
        }

        String id() {
            return "jnetctl/" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One run's log.
     *
     * @param version of jnetctl
     * @param read what was found in reading the manifests
     * @param resolved what was found beyond that in working out what they come to
     */
    public static ObjectNode of(String version, List<Diagnostic> read, List<Diagnostic> resolved) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "jnetctl").put("version", version);
        ArrayNode rules = driver.putArray("rules");
        for (Rule rule : Rule.values()) {
            ObjectNode node = rules.addObject().put("id", rule.id());
            node.putObject("shortDescription").put("text", rule.description);
        }
        run.put("columnKind", "unicodeCodePoints");
        ArrayNode results = run.putArray("results");
        read.forEach(diagnostic -> result(results.addObject(), Rule.MANIFEST, diagnostic));
        resolved.forEach(diagnostic -> result(results.addObject(), Rule.RESOLUTION, diagnostic));
        return root;
    }

    private static void result(ObjectNode node, Rule rule, Diagnostic diagnostic) {
        String hint = diagnostic.hint();
        node.put("ruleId", rule.id());
        node.put("level", diagnostic.severity().toString());
        node.putObject("message").put("text", diagnostic.message() + (hint == null ? "" : "\nhint: " + hint));
        SourcePos pos = diagnostic.pos();
        ObjectNode place = node.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri(pos.file()));
        if (pos.line() > 0) {
            place.putObject("region").put("startLine", pos.line()).put("startColumn", Math.max(1, pos.column()));
        }
    }

    /** Relative where the user's name for the file is (RFC 3986, with all that needs it escaped). */
    private static String uri(String file) {
        try {
            boolean absolute = file.startsWith("/");
            // A colon before the first slash would be taken for the end of a scheme.
            String path = !absolute && file.split("/", 2)[0].contains(":") ? "./" + file : file;
            return new URI(absolute ? "file" : null, absolute ? "" : null, path, null, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no URI for " + file, e);
        }
    }
}
