package io.jnetctl.reconciler.plan;

/** What a step does, as plans show it. */
public enum Action {
    ADD("+", "add"),
    UPDATE("~", "update"),
    /** Makes anew what had to be taken away because an attribute cannot be changed in place. */
    REPLACE("-/+", "replace"),
    REMOVE("-", "remove");

    private final String symbol;
    private final String word;

    Action(String symbol, String word) {
        this.symbol = symbol;
        this.word = word;
    }

    public String symbol() {
        return symbol;
    }

    public String word() {
        return word;
    }
}
