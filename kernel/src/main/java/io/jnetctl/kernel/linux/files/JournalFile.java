package io.jnetctl.kernel.linux.files;

import static java.util.Objects.requireNonNull;

import io.jnetctl.kernel.HostJournal;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.linux.BootClock;
import io.jnetctl.kernel.linux.Refusal;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * /run/jnetctl/recovery: the file journal, and beside it progress, which is overwritten in place after every operation. What write(2)
 * was given is there for others, whatever becomes of the process. Root alone can read them: links' variables are in the journal.
 */
public final class JournalFile implements HostJournal, AutoCloseable {
    private static final Path DIRECTORY = RunDirectory.own("recovery");
    private static final Path PATH = DIRECTORY.resolve("journal");
    private static final Path PROGRESS = DIRECTORY.resolve("progress");
    private static final Path UNFINISHED = DIRECTORY.resolve("journal" + WholeFile.SUFFIX);
    private static final int MODE = 0600;
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> OVERWRITING = Set.of(
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);

    /** Open once this process has written the journal. */
    private @Nullable FileChannel progress;

    private int operations;

    @Override
    public Optional<Noted> read() {
        try {
            return Optional.of(new Noted(Files.readString(PATH), operations()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw refusal("read", e);
        }
    }

    /** Whether there is one, whatever it says. */
    public boolean isThere() {
        return Files.exists(PATH, LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes what a process left that was killed while it wrote a journal, or removed one. */
    void tidy() {
        if (!isThere()) {
            remove();
        }
    }

    private static int operations() throws IOException {
        try {
            return Integer.parseInt(Files.readString(PROGRESS).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return 0; // it was just removed
        }
    }

    @Override
    public void write(String text) {
        close();
        try {
            Files.createDirectories(DIRECTORY);
            progress = FileChannel.open(PROGRESS, OVERWRITING, OWNERS);
            operations = 0;
            count();
            WholeFile.write(PATH, text.getBytes(StandardCharsets.UTF_8), MODE);
        } catch (IOException e) {
            throw refusal("write", e);
        } catch (UncheckedIOException e) {
            throw refusal("write", requireNonNull(e.getCause()));
        } catch (ErrnoException e) {
            throw Refusal.of(e);
        }
    }

    /** So many more operations were done. Nothing is counted before this process has written a journal. */
    public void done(int more) {
        operations += more;
        try {
            count();
        } catch (IOException e) {
            throw refusal("write", e);
        }
    }

    private void count() throws IOException {
        if (progress != null) {
            progress.write(ByteBuffer.wrap((operations + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        }
    }

    @Override
    public void remove() {
        close();
        try {
            Files.deleteIfExists(PATH);
            Files.deleteIfExists(UNFINISHED);
            Files.deleteIfExists(PROGRESS);
            RunDirectory.prune(DIRECTORY);
        } catch (IOException e) {
            throw refusal("remove", e);
        }
    }

    @Override
    public Duration clock() {
        return BootClock.now();
    }

    /** What is noted stays. */
    @Override
    public void close() {
        FileChannel open = progress;
        progress = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw refusal("close", e);
            }
        }
    }

    private static KernelException refusal(String verb, IOException e) {
        return e instanceof AccessDeniedException
                ? new KernelException("EACCES", verb + " " + PATH + ": Permission denied (EACCES)", e)
                : new KernelException("EIO", verb + " " + PATH + ": " + e.getMessage(), e);
    }
}
