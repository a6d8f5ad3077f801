package io.jnetctl.schema.read;

import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.Severity;
import io.jnetctl.schema.diagnostic.SourceText;
import java.util.List;

/**
 * What reading yields.
 *
 * @param manifest what could be read; to be used only when {@link #ok}
 * @param diagnostics all errors and warnings, by file and position
 * @param sources the texts, for printing diagnostics
 */
public record ReadResult(Manifest manifest, List<Diagnostic> diagnostics, List<SourceText> sources) {
    public ReadResult {
        diagnostics = List.copyOf(diagnostics);
        sources = List.copyOf(sources);
    }

    /** Whether there are no errors. */
    public boolean ok() {
        return diagnostics.stream().noneMatch(d -> d.severity() == Severity.ERROR);
    }
}
