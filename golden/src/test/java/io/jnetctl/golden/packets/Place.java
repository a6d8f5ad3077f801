package io.jnetctl.golden.packets;

import io.jnetctl.kernel.Netns;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where packets start and end.
 *
 * @param netns the file of its network namespace; null for the host itself
 */
public record Place(String name, @Nullable Path netns) {
    static final Place HOST = new Place("host", null);

    /** The namespace {@code /run/netns/NAME}. */
    static Place named(String name) {
        return new Place(name, Path.of(Netns.DIRECTORY, name));
    }

    @Override
    public String toString() {
        return name;
    }
}
