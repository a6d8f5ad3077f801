package io.jnetctl.cli.command;

import java.util.Locale;

/** When to colour. */
enum ColorMode {
    /** On a terminal, unless NO_COLOR is set (no-color.org) or the terminal is a dumb one. */
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
