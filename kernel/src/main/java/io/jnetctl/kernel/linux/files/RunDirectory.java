package io.jnetctl.kernel.linux.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * /run/jnetctl: notes that live as long as what they are about, until a reboot at most. It is there while something is in it. Beside
 * jnetctl's own notes each stack has a folder in it, of its name: so no stack may be called as one of them.
 */
public final class RunDirectory {
    public static final Path PATH = Path.of("/run/jnetctl");

    private static final Set<String> OWN =
            Set.of("flows", "guard.log", "journal", "lock", "recovery", "sysctl", "tables");

    private RunDirectory() {}

    /** The names of jnetctl's own notes. */
    public static Set<String> ownNames() {
        return OWN;
    }

    /** The place of one of jnetctl's own notes. */
    public static Path own(String name) {
        if (!OWN.contains(name)) {
            throw new IllegalArgumentException("it could be a stack's name: " + name);
        }
        return PATH.resolve(name);
    }

    /** Removes a directory in it that has become empty, what is empty above that, and at last itself. */
    public static void prune(@Nullable Path directory) {
        try {
            for (Path empty = directory; empty != null && empty.startsWith(PATH); empty = empty.getParent()) {
                Files.deleteIfExists(empty);
            }
        } catch (FileSystemException e) {
            // Something else is noted there, or something is mounted there: an empty one does no harm.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
