package io.jnetctl.cli.command;

import java.util.Locale;

/** For whom a verdict on manifests is. */
enum ValidateFormat {
    TEXT,
    JSON,
    /** For code scanning. */
    SARIF;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
