package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.linux.Refusal;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** /run/jnetctl/STACK/applied: one line about a stack. A reboot takes it, and what it is about. */
public final class StackNotes {
    private static final String FILE = "applied";
    private static final int PUBLIC = 0644;

    private StackNotes() {}

    /** The notes of those of the stacks that have one; one that cannot be read counts as none, because nothing depends on it. */
    public static Map<String, String> read(Collection<String> stacks) {
        Map<String, String> notes = new HashMap<>();
        for (String stack : stacks) {
            try {
                notes.put(
                        stack,
                        Files.readString(path(stack), StandardCharsets.ISO_8859_1)
                                .strip());
            } catch (IOException e) {
                // There is none.
            }
        }
        return notes;
    }

    /** @throws KernelException when it cannot be written */
    public static void write(String stack, String note) {
        Path path = path(stack);
        try {
            if (note.isEmpty()) {
                remove(path);
                return;
            }
            Files.createDirectories(path.getParent());
            WholeFile.write(path, note + "\n", PUBLIC);
        } catch (IOException e) {
            throw new KernelException("EIO", "write " + path + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new KernelException("EIO", "write " + path + ": " + e.getMessage(), e);
        } catch (ErrnoException e) {
            throw Refusal.of(e);
        }
    }

    private static void remove(Path path) throws IOException {
        try {
            Files.delete(path);
            RunDirectory.prune(path.getParent());
        } catch (NoSuchFileException e) {
            // There was none.
        }
    }

    private static Path path(String stack) {
        return RunDirectory.PATH.resolve(stack).resolve(FILE);
    }
}
