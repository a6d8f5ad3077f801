package io.jnetctl.schema.compose;

import io.jnetctl.schema.yaml.YamlNode.Entry;
import java.util.Map;
import java.util.Optional;

/**
 * All services and networks of a compose file and of those that it includes.
 *
 * @param services those that run, by name
 * @param inactive those whose profiles are not active, by name
 * @param networks those that are declared, by name
 * @param bare a first version's file, whose services are on the network {@code bridge}
 */
record Project(
        Map<String, Service> services,
        Map<String, Service> inactive,
        Map<String, Entry> networks,
        boolean bare,
        Variables variables) {
    /** The service of that name, else the one whose container has it. */
    Optional<Service> find(String name) {
        return Optional.ofNullable(services.get(name))
                .or(() -> services.values().stream()
                        .filter(s -> s.container().equals(name))
                        .findFirst());
    }
}
