package io.jnetctl.kernel.resource;

/** What the users of a resource notice of a change, from nothing to much. */
public enum Disruption {
    NONE("none"),
    /** Open connections through it end or stall until neighbours learn the new address. */
    FLOW_RESET("flow reset"),
    /** The interface goes down or away for a moment. */
    LINK_FLAP("link flap");

    private final String words;

    Disruption(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
