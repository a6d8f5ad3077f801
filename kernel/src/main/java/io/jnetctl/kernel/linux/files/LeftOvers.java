package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What killed processes left of the files that they were writing: nobody else's names end like these, and the caller has the host's
 * lock, so that nobody is writing.
 */
public final class LeftOvers {
    private static final Path PROC = Path.of("/proc");

    /** The files in roots of containers that jnetctl writes to. */
    private static final List<String> IN_ROOTS = List.of("etc/hosts", "etc/resolv.conf");

    private LeftOvers() {}

    /**
     * Finishes what was being overwritten, and removes what was being made.
     *
     * @throws KernelException when a file cannot be written
     * @throws UncheckedIOException when one cannot be read or removed
     */
    public static void tidy(JournalFile journal) {
        NetnsDirectory.tidy();
        for (String netns : NetnsFiles.names(NetnsDirectory.ALL)) {
            tidy(NetnsDirectory.ALL.resolve(netns));
        }
        for (String identity : NetnsFiles.names(Journal.DIRECTORY)) {
            if (!identity.endsWith(WholeFile.SUFFIX)) {
                finishInRoot(identity);
            }
        }
        tidy(RunDirectory.PATH);
        journal.tidy();
    }

    private static void tidy(Path directory) {
        for (String name : NetnsFiles.names(directory)) {
            Path path = directory.resolve(name);
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                tidy(path);
            } else if (name.endsWith(WholeFile.SUFFIX)) {
                delete(path);
            } else if (name.endsWith(Journal.SUFFIX)) {
                String of = name.substring(0, name.length() - Journal.SUFFIX.length());
                finish(path, new FileLocation(directory.toString(), of), null);
                delete(path);
                NetnsDirectory.removeEmpty(directory);
            }
        }
        RunDirectory.prune(directory);
    }

    /** The file is in whatever root has it now; where none has it, nobody will read it any more. */
    private static void finishInRoot(String identity) {
        Path journal = Journal.DIRECTORY.resolve(identity);
        for (String process : NetnsFiles.names(PROC)) {
            if (Character.isDigit(process.charAt(0))) {
                for (String file : IN_ROOTS) {
                    finish(journal, new FileLocation("/proc/" + process + "/root", file), identity);
                }
            }
        }
        delete(journal);
    }

    /** @param identity that the file must have; null for any */
    private static void finish(Path journal, FileLocation location, @Nullable String identity) {
        try (OpenedFile file = OpenedFile.find(location)) {
            if (file != null && (identity == null || file.identity().equals(identity))) {
                file.overwrite(Files.readString(journal, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
