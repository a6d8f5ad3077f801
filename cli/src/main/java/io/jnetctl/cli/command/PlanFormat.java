package io.jnetctl.cli.command;

import java.util.Locale;

/** For whom a plan is. */
enum PlanFormat {
    TEXT,
    JSON,
    MARKDOWN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
