package io.jnetctl.kernel.linux.netns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Processes of a network namespace.
 *
 * @param first the lowest of their numbers
 * @param withFilesOfTheirOwn one process of each mount namespace in which they are, but not of the calling thread's
 */
public record NetnsProcesses(int first, List<Integer> withFilesOfTheirOwn) {
    private static final Path PROC = Path.of("/proc");

    public NetnsProcesses {
        withFilesOfTheirOwn = List.copyOf(withFilesOfTheirOwn);
    }

    /**
     * Goes once over /proc.
     *
     * @param but the namespaces to leave out, by their identity as {@link NetnsFiles#identity} has it
     * @return the processes of each namespace that has any, by its identity
     */
    public static Map<String, NetnsProcesses> byNamespace(Set<String> but) {
        Map<String, Map<String, Integer>> firstByMounts = new LinkedHashMap<>();
        for (int pid : all()) {
            Path namespaces = PROC.resolve(pid + "/ns");
            String netns = link(namespaces.resolve("net"));
            if (!netns.isEmpty() && !but.contains(netns)) {
                firstByMounts
                        .computeIfAbsent(netns, absent -> new LinkedHashMap<>())
                        .putIfAbsent(link(namespaces.resolve("mnt")), pid);
            }
        }
        String own = link(PROC.resolve("thread-self/ns/mnt"));
        Map<String, NetnsProcesses> found = new LinkedHashMap<>();
        firstByMounts.forEach((netns, byMounts) -> {
            int first = byMounts.values().iterator().next();
            byMounts.remove(own);
            byMounts.remove("");
            found.put(netns, new NetnsProcesses(first, List.copyOf(byMounts.values())));
        });
        return found;
    }

    private static Iterable<Integer> all() {
        Set<Integer> pids = new TreeSet<>();
        for (String name : NetnsFiles.names(PROC)) {
            if (name.charAt(0) >= '0' && name.charAt(0) <= '9') {
                pids.add(Integer.valueOf(name));
            }
        }
        return pids;
    }

    private static String link(Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException e) {
            // It ended meanwhile, or is not ours to look into.
            return "";
        }
    }
}
