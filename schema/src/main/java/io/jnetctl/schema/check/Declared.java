package io.jnetctl.schema.check;

import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The networks of a manifest by stack and name, since manifests may be large.
 *
 * @param stacks networks by name, by the name of their stack
 */
record Declared(Map<String, Map<String, Network>> stacks) {
    static Declared of(Manifest manifest) {
        Map<String, Map<String, Network>> stacks = new HashMap<>();
        manifest.stacks().forEach(stack -> {
            Map<String, Network> networks = stacks.computeIfAbsent(stack.name(), name -> new LinkedHashMap<>());
            stack.networks().forEach(network -> networks.putIfAbsent(network.name(), network));
        });
        return new Declared(stacks);
    }

    Optional<Map<String, Network>> stack(String name) {
        return Optional.ofNullable(stacks.get(name));
    }
}
