package io.jnetctl.kernel.resource;

import io.jnetctl.kernel.flow.FlowPattern;

/**
 * Flows that an apply would have ended after a change, had it not been interrupted. Nobody asks for them, so the next apply removes
 * them: it ends the flows. Their mark is a note in /run from before the change.
 *
 * @param flows which they are
 */
public record StaleFlows(FlowPattern flows) implements Resource {
    public static final Kind<StaleFlows> KIND =
            Kind.of("flows", StaleFlows.class).identity("flows").build();

    @Override
    public Kind<StaleFlows> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(flows.toString());
    }
}
