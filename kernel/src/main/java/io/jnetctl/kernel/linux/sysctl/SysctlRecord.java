package io.jnetctl.kernel.linux.sysctl;

import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.files.RunDirectory;
import io.jnetctl.kernel.linux.files.WholeFile;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who changed a setting, and its value from before. A record lives in /run, as long as the setting itself: both end with a reboot. It is
 * filed under the setting's name, with {@code #INDEX} for the name of a link.
 *
 * @param before the value to put back
 */
record SysctlRecord(Owner owner, String before) {
    private static final Path DIRECTORY = RunDirectory.own("sysctl");

    static Optional<SysctlRecord> find(Netns netns, String name) {
        try {
            String text = Files.readString(path(netns, name), StandardCharsets.ISO_8859_1);
            int feed = text.indexOf('\n');
            if (feed < 0) {
                return Optional.empty();
            }
            String before = text.substring(feed + 1);
            return Owner.parse(text.substring(0, feed)).map(owner -> new SysctlRecord(owner, before));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the disk before the setting is changed, so that no crash loses the value. */
    void write(Netns netns, String name) {
        Path path = path(netns, name);
        try {
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WholeFile.write(path, owner + "\n" + before, 0644);
    }

    static void delete(Netns netns, String name) {
        Path path = path(netns, name);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunDirectory.prune(path.getParent());
    }

    static void deleteAll(Netns netns) {
        Path directory = DIRECTORY.resolve(fileName(netns.name()));
        try {
            for (String name : NetnsFiles.names(directory)) {
                Files.deleteIfExists(directory.resolve(name));
            }
            if (Files.deleteIfExists(directory)) {
                RunDirectory.prune(DIRECTORY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the namespaces that have records. */
    static Set<String> namespaces() {
        return NetnsFiles.names(DIRECTORY).stream().map(SysctlRecord::nameOf).collect(Collectors.toSet());
    }

    /** The settings of a namespace that have records, sorted. */
    static List<String> names(Netns netns) {
        return NetnsFiles.names(DIRECTORY.resolve(fileName(netns.name()))).stream()
                .map(SysctlRecord::nameOf)
                .filter(name -> name.startsWith("net."))
                .toList();
    }

    private static Path path(Netns netns, String name) {
        return DIRECTORY.resolve(fileName(netns.name())).resolve(fileName(name));
    }

    private static String fileName(String name) {
        String flat = name.replace("%", "%25").replace("/", "%2F");
        return flat.equals(".") || flat.equals("..") ? "%2E" + flat.substring(1) : flat;
    }

    private static String nameOf(String fileName) {
        return fileName.replace("%2E", ".").replace("%2F", "/").replace("%25", "%");
    }
}
