package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Where the tools of iptables are: in PATH, or where they are when PATH is a plain user's. */
final class FirewallTools {
    /** Seconds that a tool waits for another's hold of the xtables lock. */
    private static final String LOCK_SECONDS = "20";

    private static final List<String> SYSTEM = List.of("/usr/sbin", "/sbin", "/usr/local/sbin");

    private final List<String> directories;

    FirewallTools(List<String> directories) {
        this.directories = directories;
    }

    static FirewallTools ofEnvironment() {
        List<String> directories = new ArrayList<>();
        String path = System.getenv("PATH");
        StringTokenizer tokens = new StringTokenizer(path == null ? "" : path, ":");
        while (tokens.hasMoreTokens()) {
            String directory = tokens.nextToken();
            if (directory.startsWith("/")) {
                directories.add(directory);
            }
        }
        directories.addAll(SYSTEM);
        return new FirewallTools(directories);
    }

    /** The vector that prints all tables, or null where there is no such tool. */
    @Nullable List<String> save(Family family) {
        String tool = find(command(family) + "-save");
        return tool == null ? null : List.of(tool);
    }

    /** The vector that takes changes on its standard input, or null where there is no such tool. */
    @Nullable List<String> restore(Family family) {
        String tool = find(command(family) + "-restore");
        return tool == null ? null : List.of(tool, "--noflush", "--wait", LOCK_SECONDS);
    }

    /** Which iptables this is; empty where there is none. */
    String make() {
        return make(Family.V4);
    }

    /** The same of a family's tools, by the file behind their name. */
    String make(Family family) {
        String tool = find(command(family) + "-save");
        if (tool == null) {
            return "";
        }
        try {
            Path file = Path.of(tool).toRealPath().getFileName();
            return String.valueOf(file).contains("nft") ? "iptables (nf_tables)" : "iptables";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The families that there are tools for. */
    Set<Family> families() {
        Set<Family> families = EnumSet.noneOf(Family.class);
        for (Family family : Family.values()) {
            if (save(family) != null && restore(family) != null) {
                families.add(family);
            }
        }
        return families;
    }

    static String command(Family family) {
        return family == Family.V4 ? "iptables" : "ip6tables";
    }

    private @Nullable String find(String name) {
        for (String directory : directories) {
            Path candidate = Path.of(directory, name);
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return null;
    }
}
