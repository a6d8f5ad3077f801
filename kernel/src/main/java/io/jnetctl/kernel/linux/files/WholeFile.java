package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Makes a file appear at once and whole: written under another name, brought to the disk, renamed. */
public final class WholeFile {
    static final String SUFFIX = ".jnetctl-new";

    private WholeFile() {}

    /** Takes the place of what is there by that name; one byte a character. */
    public static void write(Path path, String text, int mode) {
        write(path, text.getBytes(StandardCharsets.ISO_8859_1), mode);
    }

    /** Takes the place of what is there by that name. */
    static void write(Path path, byte[] content, int mode) {
        Path parent = Objects.requireNonNull(path.getParent());
        Path temporary = path.resolveSibling(path.getFileName() + SUFFIX);
        try {
            fill(create(temporary, mode), content, temporary);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (Fd directory = Fd.open(parent.toString(), OpenFlags.RDONLY | OpenFlags.DIRECTORY)) {
                directory.sync();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Fd created, byte[] content, Path temporary) throws IOException {
        try (Fd file = created) {
            file.write(content);
            file.sync();
        } catch (ErrnoException e) {
            Files.delete(temporary);
            throw e;
        }
    }

    /** Not through what stands there already: a crash left it, or somebody put a link there. */
    private static Fd create(Path path, int mode) throws IOException {
        int flags = OpenFlags.WRONLY | OpenFlags.CREAT | OpenFlags.EXCL;
        try {
            return Fd.open(path.toString(), flags, mode);
        } catch (ErrnoException e) {
            if (!e.error().equals(Errno.EEXIST)) {
                throw e;
            }
            Files.delete(path);
            return Fd.open(path.toString(), flags, mode);
        }
    }
}
