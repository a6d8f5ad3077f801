package io.jnetctl.schema.diagnostic;

import java.util.Locale;

/** How bad a diagnostic is: an error stops everything, a warning nothing. */
public enum Severity {
    ERROR,
    WARNING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
