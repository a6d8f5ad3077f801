package io.jnetctl.cli.render;

import io.jnetctl.reconciler.plan.Action;

/** Colours for a terminal (ECMA-48, Select Graphic Rendition), or none. */
public enum Style {
    PLAIN,
    COLOURED;

    private static final String RESET = "\u001b[0m";

    public String action(Action action, String text) {
        return switch (action) {
            case ADD -> green(text);
            case UPDATE -> paint("33", text);
            case REPLACE -> paint("35", text);
            case REMOVE -> red(text);
        };
    }

    public String green(String text) {
        return paint("32", text);
    }

    public String red(String text) {
        return paint("31", text);
    }

    public String yellow(String text) {
        return paint("33", text);
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + RESET;
    }
}
