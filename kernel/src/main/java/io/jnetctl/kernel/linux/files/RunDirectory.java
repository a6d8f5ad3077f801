package io.jnetctl.kernel.linux.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** /run/jnetctl: notes that live as long as what they are about, until a reboot at most. It is there while something is in it. */
public final class RunDirectory {
    public static final Path PATH = Path.of("/run/jnetctl");

    private RunDirectory() {}

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
