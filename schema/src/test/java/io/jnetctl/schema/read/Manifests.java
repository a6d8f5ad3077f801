package io.jnetctl.schema.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.schema.Container;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.DiagnosticPrinter;
import io.jnetctl.schema.diagnostic.SourceText;
import java.util.List;

/** Manifests in tests: what is around the part that a test is about. */
final class Manifests {
    private Manifests() {}

    /** The stack of a document that must be without fault. */
    static Stack stack(String body) {
        ReadResult result = read("apiVersion: jnetctl/v1\nstack: shop\n" + body);
        assertEquals("", new DiagnosticPrinter(result.sources()).print(result.diagnostics()));
        return result.manifest().stacks().getFirst();
    }

    /** A container with one key. */
    static Container container(String key, String value) {
        return stack("containers:\n  web:\n    " + key + ": " + value + "\n")
                .container("web")
                .orElseThrow();
    }

    static ReadResult read(String text) {
        return ManifestReader.read(List.of(new SourceText("stack.yaml", text)));
    }

    /** The messages of a document that must have faults, without their hints. */
    static List<String> faults(String body) {
        List<String> faults = read("apiVersion: jnetctl/v1\nstack: shop\n" + body).diagnostics().stream()
                .map(Diagnostic::message)
                .toList();
        assertTrue(!faults.isEmpty(), "expected faults in:\n" + body);
        return faults;
    }
}
