package io.jnetctl.schema.compose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Opens the files that a compose file names. */
@FunctionalInterface
public interface FileAccess {
    /**
     * Opens a file for reading.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws IOException when it cannot be read
     */
    InputStream open(Path file) throws IOException;
}
