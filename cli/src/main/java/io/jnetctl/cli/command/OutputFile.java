package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Environment;
import io.jnetctl.cli.host.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that a command leaves: whole or not at all, and readable by its owner alone, since it holds variables' values. */
final class OutputFile {
    private final String name;
    private final Path path;

    OutputFile(String name, Environment environment) {
        this.name = name;
        this.path = environment.directory().resolve(name);
    }

    /** @throws Failure when it cannot be written; what was there before is left then */
    void write(String text) {
        Path directory = path.getParent();
        if (directory == null || Files.isDirectory(path)) {
            throw new Failure("cannot write " + name + ": it is a directory", "name a file");
        }
        try {
            Path fresh = Files.createTempFile(
                    directory,
                    ".jnetctl-",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(fresh, text, StandardCharsets.UTF_8);
                try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new Failure("cannot write " + name + ": " + reason(e), null);
        }
    }

    /** Without the path, which is said already, and for a fresh file is of no interest. */
    static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "no such file or directory";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case FileSystemException refused
            when refused.getReason() != null -> refused.getReason().toLowerCase(java.util.Locale.ROOT);
            default -> String.valueOf(e.getMessage());
        };
    }
}
