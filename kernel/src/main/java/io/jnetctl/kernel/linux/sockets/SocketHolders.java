package io.jnetctl.kernel.linux.sockets;

import io.jnetctl.kernel.Listener.Holder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds the processes that have sockets open: the links of /proc/PID/fd (proc_pid_fd(5)). */
final class SocketHolders {
    private static final Path PROC = Path.of("/proc");
    private static final String LINK = "socket:[";

    private SocketHolders() {}

    /**
     * Goes over all processes until each socket is found.
     *
     * @param inodes the numbers of sockets
     * @return one process a socket; none for a socket that no process has open that we may look into
     */
    static Map<Long, Holder> find(Set<Long> inodes) {
        Map<Long, Holder> found = new HashMap<>();
        Set<String> missing = new HashSet<>();
        inodes.forEach(inode -> missing.add(LINK + inode + "]"));
        if (missing.isEmpty()) {
            return found;
        }
        for (String process : names(PROC)) {
            if (isNumber(process)) {
                look(process, missing, found);
                if (missing.isEmpty()) {
                    break;
                }
            }
        }
        return found;
    }

    private static void look(String process, Set<String> missing, Map<Long, Holder> found) {
        Path files = PROC.resolve(process + "/fd");
        for (String file : names(files)) {
            String link = link(files.resolve(file));
            if (missing.remove(link)) {
                long inode = Long.parseLong(link.substring(LINK.length(), link.length() - 1));
                found.put(inode, new Holder(Integer.parseInt(process), name(process)));
            }
        }
    }

    /** Sorted; none of a process that ended meanwhile, or is not ours to look into. */
    private static String[] names(Path directory) {
        String[] names = directory.toFile().list();
        if (names == null) {
            return new String[0];
        }
        Arrays.sort(names);
        return names;
    }

    private static boolean isNumber(String name) {
        return name.charAt(0) >= '0' && name.charAt(0) <= '9';
    }

    private static String link(Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException e) {
            // It was closed meanwhile, or is not ours to look into.
            return "";
        }
    }

    private static String name(String process) {
        try {
            return Files.readString(PROC.resolve(process + "/comm"), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException e) {
            // It ended meanwhile.
            return "?";
        }
    }
}
