package io.jnetctl.cli.host;

import io.jnetctl.kernel.Netns;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to become.
 *
 * @param netns the network namespace to run it in; {@link Netns#HOST} stays in this process's own
 * @param etc the directory whose files it sees in place of those in /etc, as ip-netns(8) does it; null for none
 * @param command its name, looked up in PATH where it has no slash, and its arguments
 * @param variables its whole environment
 */
public record Execution(Netns netns, @Nullable String etc, List<String> command, Map<String, String> variables) {
    public Execution {
        command = List.copyOf(command);
        variables = Map.copyOf(variables);
    }
}
