package io.jnetctl.kernel.linux.netns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Counts the processes in namespaces, by one pass over /proc. */
public final class ProcessCount {
    private static final Path PROC = Path.of("/proc");

    private ProcessCount() {}

    /**
     * @param names of namespaces by their identity, as {@link NetnsFiles#identity} has it
     * @return how many processes are in each that has any, by name
     */
    public static Map<String, Integer> in(Map<String, String> names) {
        Map<String, Integer> counts = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, ProcessCount::isProcess)) {
            for (Path entry : entries) {
                String name = names.get(namespaceOf(entry));
                if (name != null) {
                    counts.merge(name, 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts;
    }

    private static boolean isProcess(Path entry) {
        char first = String.valueOf(entry.getFileName()).charAt(0);
        return first >= '0' && first <= '9';
    }

    private static String namespaceOf(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("ns/net")).toString();
        } catch (IOException e) {
            // It ended meanwhile, or is not ours to look into.
            return "";
        }
    }
}
