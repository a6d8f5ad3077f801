package io.jnetctl.reconciler.resolve;

import io.jnetctl.reconciler.Desired;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.List;

/** What a manifest comes to on a host, and what is to be said about it; with an error among that, {@code desired} is not to be used. */
public record Resolution(Desired desired, List<Diagnostic> diagnostics) {
    public Resolution {
        diagnostics = List.copyOf(diagnostics);
    }
}
