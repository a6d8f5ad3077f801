package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.FileLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file is about to become, kept while it is overwritten. One that is left over tells that the file may be a half, and what it
 * should have been. It stands beside a file in a directory of ours; for one in a container's root, where its processes could forge
 * it, in /run/jnetctl, by the file's device and inode: a process's number may be another's by then.
 */
final class Journal {
    static final String SUFFIX = ".jnetctl-journal";
    static final Path DIRECTORY = RunDirectory.own("journal");

    private final Path path;

    private Journal(Path path) {
        this.path = path;
    }

    static Journal of(FileLocation location, OpenedFile file) {
        boolean foreign = location.trusted().startsWith("/proc/");
        return new Journal(foreign ? DIRECTORY.resolve(file.identity()) : Path.of(location.path() + SUFFIX));
    }

    /** What the file should have become, or null where no write was cut short. */
    @Nullable String leftOver() {
        try {
            return Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String text) {
        try {
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WholeFile.write(path, text, 0600);
    }

    void remove() {
        try {
            if (Files.deleteIfExists(path)) {
                RunDirectory.prune(path.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
