package io.jnetctl.schema;

import java.util.Locale;

/** What kind of link carries a network. */
public enum Driver {
    BRIDGE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
