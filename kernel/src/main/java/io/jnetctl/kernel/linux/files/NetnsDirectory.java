package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.linux.netns.NetnsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * /etc/netns/NETNS, with what ip-netns(8) binds over /etc. One of ours comes and goes together with its first and last file: an empty
 * one that a kill left would be nobody's.
 */
final class NetnsDirectory {
    static final Path ALL = Path.of("/etc/netns");

    /** On its way from or to nowhere. No namespace of ours is called so, and the host's lock lets one process alone use it. */
    private static final Path PASSING = ALL.resolve("." + WholeFile.SUFFIX.substring(1));

    private NetnsDirectory() {}

    /** Makes it with a file in it; false where it is there already, and nothing is done then. */
    static boolean make(Path directory, String file, String text, int mode) {
        if (!ALL.equals(directory.getParent()) || Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            Files.createDirectories(PASSING);
            WholeFile.write(PASSING.resolve(file), text, mode);
            Files.move(PASSING, directory, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            tidy();
        }
    }

    /** Removes it with a file that is its last; false where the file is not, and nothing is done then. */
    static boolean remove(Path directory, String file) {
        if (!ALL.equals(directory.getParent()) || !NetnsFiles.names(directory).equals(List.of(file))) {
            return false;
        }
        try {
            Files.move(directory, PASSING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tidy();
        return true;
    }

    /** Removes one that is on its way. */
    static void tidy() {
        try {
            for (String file : NetnsFiles.names(PASSING)) {
                Files.deleteIfExists(PASSING.resolve(file));
            }
            Files.deleteIfExists(PASSING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void removeEmpty(Path directory) {
        if (!ALL.equals(directory.getParent())) {
            return;
        }
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Others' files keep it.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
