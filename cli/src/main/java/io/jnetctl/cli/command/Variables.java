package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import java.util.Arrays;
import java.util.List;

/** Lists from environment variables, for options that may be repeated: the elements stand between colons, as in PATH. */
final class Variables {
    private Variables() {}

    static List<String> orElse(List<String> given, String variable, Environment environment) {
        if (!given.isEmpty() || !environment.has(variable)) {
            return List.copyOf(given);
        }
        return Arrays.stream(environment.variables().getOrDefault(variable, "").split(":", -1))
                .filter(element -> !element.isEmpty())
                .toList();
    }
}
