package io.jnetctl.cli.show;

import io.jnetctl.inet.Port;
import io.jnetctl.schema.Manifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What containers expose. The kernel does not know it: exposing opens nothing, and leaves no trace where no link needs it. */
public final class Exposure {
    /** Without a manifest. */
    public static final Exposure UNKNOWN = new Exposure(Map.of(), false);

    private final Map<ContainerName, Collection<Port>> ports;
    private final boolean known;

    private Exposure(Map<ContainerName, Collection<Port>> ports, boolean known) {
        this.ports = ports;
        this.known = known;
    }

    /** What a manifest says. */
    public static Exposure of(Manifest manifest) {
        Map<ContainerName, Collection<Port>> ports = new HashMap<>();
        manifest.stacks()
                .forEach(stack -> stack.containers()
                        .forEach(container ->
                                ports.put(new ContainerName(stack.name(), container.name()), container.exposed())));
        return new Exposure(ports, true);
    }

    boolean isKnown() {
        return known;
    }

    /** In order; empty for a container that no manifest speaks of. */
    Optional<Collection<Port>> of(ContainerName container) {
        return Optional.ofNullable(ports.get(container));
    }
}
