package io.jnetctl.cli.command;

import io.jnetctl.kernel.Netns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to get into a container.
 *
 * @param etc the directory whose files stand for those in /etc, null for none
 * @param variables its link variables, NAME=VALUE
 */
record Entrance(Netns netns, @Nullable String etc, List<String> variables) {
    Entrance {
        variables = List.copyOf(variables);
    }
}
