package io.jnetctl.schema;

import java.util.List;
import java.util.Optional;

/**
 * One document: what lives and goes together. The predefined network {@code bridge} is among the
 * networks when it is declared or used.
 */
public record Stack(String name, Defaults defaults, List<Network> networks, List<Container> containers, SourcePos pos) {
    public Stack {
        networks = List.copyOf(networks);
        containers = List.copyOf(containers);
    }

    public Optional<Network> network(String name) {
        return networks.stream().filter(n -> n.name().equals(name)).findFirst();
    }

    public Optional<Container> container(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
