package io.jnetctl.kernel.linux.netns;

import io.jnetctl.kernel.Netns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The files by which namespaces are known: of the file system nsfs, bound to a place; see namespaces(7). */
public final class NetnsFiles {
    /**
     * Permissions of the file that jnetctl makes for a namespace to be bound to: nobody's, as ip-netns(8) gives it, but sticky. They are
     * seen only where a process was killed before the binding, or between its end and that of the file.
     */
    public static final int UNBOUND_MODE = 01000;

    private static final int PERMISSIONS = 07777;

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

    /** Removes the files that killed processes of jnetctl have left unbound. The caller knows that none is about to be bound. */
    public static void removeUnbound() {
        for (String name : names()) {
            Path path = Path.of(Netns.DIRECTORY, name);
            if (!isNamespace(path) && isUnbound(path)) {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static boolean isUnbound(Path path) {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,size", LinkOption.NOFOLLOW_LINKS);
            return attributes.get("mode") instanceof Integer mode
                    && (mode & PERMISSIONS) == UNBOUND_MODE
                    && Long.valueOf(0).equals(attributes.get("size"))
                    && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
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
