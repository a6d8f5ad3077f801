package io.jnetctl.cli.command;

import java.util.Locale;

/** For whom the output is. */
enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
