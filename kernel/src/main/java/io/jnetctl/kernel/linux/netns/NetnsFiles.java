package io.jnetctl.kernel.linux.netns;

import io.jnetctl.kernel.Netns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The files by which namespaces are known: of the file system nsfs, bound to a place; see namespaces(7). */
public final class NetnsFiles {
    private static final Path OWN = Path.of("/proc/thread-self/ns/net");

    private NetnsFiles() {}

    /** Whether a namespace is bound there; false also for the empty file that is left when a binding was cut short. */
    public static boolean isNamespace(Path path) {
        try {
            return Files.getAttribute(path, "unix:dev").equals(Files.getAttribute(OWN, "unix:dev"));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is the namespace of the calling thread. */
    public static boolean isOwn(Path path) {
        return identity(path).equals(identity(OWN));
    }

    /** As /proc/PID/ns/net reads: {@code net:[4026531840]}; empty where there is no such file. */
    public static String identity(Path path) {
        try {
            return "net:[" + Files.getAttribute(path, "unix:ino") + "]";
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file names in /run/netns, sorted. */
    public static List<String> names() {
        return names(Path.of(Netns.DIRECTORY));
    }

    /** The names in a directory, sorted; none where there is no such directory. */
    public static List<String> names(Path directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                names.add(String.valueOf(file.getFileName()));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(names);
        return names;
    }
}
