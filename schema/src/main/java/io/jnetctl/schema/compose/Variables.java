package io.jnetctl.schema.compose;

import java.util.Map;
import java.util.Optional;

/** Variables by name. */
@FunctionalInterface
interface Variables {
    Optional<String> get(String name);

    static Variables of(Map<String, String> values) {
        return name -> Optional.ofNullable(values.get(name));
    }

    /** With values for those that have none here. */
    default Variables orElse(Map<String, String> fallback) {
        return name -> get(name).or(() -> Optional.ofNullable(fallback.get(name)));
    }
}
