package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.linux.sys.Errno;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.linux.sys.Fd;
import io.jnetctl.kernel.linux.sys.OpenFlags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A regular file below a trusted directory, found without a symbolic link leading out of it, and held by a descriptor that can neither
 * read nor block: what it is gets known before anything is done with it.
 */
final class OpenedFile implements AutoCloseable {
    /** Hosts and environment files have a few KiB; nobody shall make us read without end. */
    private static final int MAX_BYTES = 8 << 20;

    private final FileLocation location;
    private final Fd handle;

    private OpenedFile(FileLocation location, Fd handle) {
        this.location = location;
        this.handle = handle;
    }

    /**
     * Null where there is no such file, or no such directory.
     *
     * @throws KernelException for a directory, a pipe, a device, a file of the kernel's, one of more than 8 MiB, links that go round
     */
    static @Nullable OpenedFile find(FileLocation location) {
        if (!Files.isDirectory(Path.of(location.trusted()))) {
            return null;
        }
        Fd handle;
        try (Fd root = Fd.open(location.trusted(), OpenFlags.PATH | OpenFlags.DIRECTORY)) {
            handle = root.openInRoot(location.relative(), OpenFlags.PATH, 0);
        } catch (ErrnoException e) {
            if (e.error().equals(Errno.ENOENT)) {
                return null;
            }
            throw new KernelException(e.error().symbol(), "open " + location + ": " + words(e), e);
        }
        OpenedFile file = new OpenedFile(location, handle);
        try {
            file.check();
            return file;
        } catch (RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    private void check() {
        BasicFileAttributes attributes = attributes();
        if (attributes.isDirectory()) {
            throw refusal("EISDIR", "it is a directory, where a file belongs");
        }
        if (!attributes.isRegularFile()) {
            throw refusal("EINVAL", "it is a pipe, socket or device, where a file belongs");
        }
        if (KernelFiles.has(handle)) {
            throw refusal(
                    "EINVAL",
                    "it is a file of the kernel's, such as those of /proc, where one of the container's belongs");
        }
        if (attributes.size() > MAX_BYTES) {
            throw refusal("EFBIG", "it has " + attributes.size() + " bytes; at most " + MAX_BYTES + " are read");
        }
    }

    private BasicFileAttributes attributes() {
        try {
            return Files.readAttributes(Path.of(handle.path()), BasicFileAttributes.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its device and inode, the same as long as it exists, by whatever path. */
    String identity() {
        try {
            return Files.getAttribute(Path.of(handle.path()), "unix:dev") + "-"
                    + Files.getAttribute(Path.of(handle.path()), "unix:ino");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it, one character a byte. */
    String read() {
        try (InputStream in = Files.newInputStream(Path.of(handle.path()))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw refusal("EFBIG", "it has more than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new KernelException("EIO", "read " + location + ": " + e.getMessage(), e);
        }
    }

    /** Puts the text in its place, in the same inode; the disk has it on return. The caller has seen to a crash half-way. */
    void overwrite(String text) {
        try (Fd writable = Fd.open(handle.path(), OpenFlags.WRONLY)) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            writable.write(bytes);
            // Cut last, so that nobody ever reads an empty file.
            writable.truncate(bytes.length);
            writable.sync();
        } catch (ErrnoException e) {
            throw new KernelException(e.error().symbol(), "write " + location + ": " + words(e), e);
        }
    }

    @Override
    public void close() {
        handle.close();
    }

    private KernelException refusal(String errno, String why) {
        return new KernelException(errno, "open " + location + ": " + why + " (" + errno + ")");
    }

    static String words(ErrnoException e) {
        return e.error().text() + " (" + e.error().symbol() + ")";
    }
}
