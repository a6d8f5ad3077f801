package io.jnetctl.schema;

import java.util.List;
import java.util.Optional;

/** All stacks that were read together, in the order of files and documents. */
public record Manifest(List<Stack> stacks) {
    public Manifest {
        stacks = List.copyOf(stacks);
    }

    public Optional<Stack> stack(String name) {
        return stacks.stream().filter(s -> s.name().equals(name)).findFirst();
    }
}
