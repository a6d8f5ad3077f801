package io.jnetctl.golden.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jnetctl.golden.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that can be seen of a host, and what of it is not jnetctl's. */
final class Traces {
    private static final List<Path> DIRECTORIES = List.of(Path.of("/etc/netns"), Path.of("/run"));

    private static final Path OVERLAY = Path.of("/run/.private-host");

    private Traces() {}

    /** The whole of a host, of both makes of iptables, with all its settings. */
    static String all() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (String command : List.of(
                "ip -details link",
                "ip address",
                "ip -n legacy address",
                "ip route show table all",
                "ip -6 route show table all",
                "iptables-nft-save",
                "ip6tables-nft-save",
                "iptables-legacy-save",
                "ip6tables-legacy-save",
                "nft list tables")) {
            text.append("$ ").append(command).append('\n');
            String printed = Programs.output(command.split(" ", -1));
            printed.lines()
                    .map(String::strip)
                    .filter(line -> !isNoise(line))
                    .forEach(line -> text.append(withoutChance(line)).append('\n'));
        }
        settings(text);
        DIRECTORIES.forEach(directory -> files(directory, text));
        mounts(text);
        return text.toString();
    }

    /** What others have: it is the same whatever jnetctl has done. Lines of theirs, in their order, among whatever else is there. */
    static String foreign() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (String command : List.of(
                "ip -brief link show master br-foreign",
                "ip -brief address show dev br-foreign",
                "ip route show 198.51.100.0/24",
                "iptables-save",
                "ip6tables-save")) {
            Programs.output(command.split(" ", -1))
                    .lines()
                    .filter(line -> !line.contains("jnetctl:") && !line.contains("JNET"))
                    .filter(line -> !isNoise(line))
                    .forEach(line -> text.append(withoutChance(line)).append('\n'));
        }
        for (Path hosts : List.of(FaultHost.LEGACY_HOSTS, FaultHost.PROCESS_HOSTS)) {
            Files.readAllLines(hosts).stream()
                    .filter(FaultHost.USERS_LINE::equals)
                    .forEach(line -> text.append(hosts).append(' ').append(line).append('\n'));
        }
        return text.toString();
    }

    private static boolean isNoise(String line) {
        return line.startsWith("#")
                || line.startsWith("*")
                || line.equals("COMMIT")
                || line.startsWith("valid_lft")
                || line.contains("fe80:")
                || line.matches(":(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING) .*");
    }

    /** Timers and counters, and what the kernel says of what is plugged in. */
    private static String withoutChance(String line) {
        return line.replaceAll("_timer +[0-9.]+", "_timer")
                .replaceAll(" expires [0-9]+sec", "")
                .replaceAll(" (id|link-netnsid) [0-9]+", " $1")
                .replaceAll("@if[0-9]+", "@if");
    }

    /** /proc/sys/net of the host: of all its links, too. */
    private static void settings(StringBuilder text) throws IOException {
        Path root = Path.of("/proc/sys/net");
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(path).toString();
                if (!name.contains("conntrack_count") && !name.contains("stable_secret") && !name.endsWith("/flush")) {
                    text.append(name).append(' ').append(value(path)).append('\n');
                }
            }
        }
    }

    private static String value(Path path) {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            return "?";
        }
    }

    private static void files(Path directory, StringBuilder text) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted().toList()) {
                if (path.startsWith(FaultHost.OUTPUTS) || path.startsWith(OVERLAY)) {
                    continue;
                }
                boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                text.append(path).append(file ? "\n" + content(path) : "/\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path path) throws IOException {
        try {
            return path.startsWith("/run/netns") || path.startsWith("/run/xtables.lock")
                    ? ""
                    : Files.readString(path, UTF_8);
        } catch (NoSuchFileException e) {
            return "(gone)\n";
        }
    }

    private static void mounts(StringBuilder text) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/thread-self/mountinfo"))) {
            List<String> fields = List.of(line.split(" ", -1));
            text.append("mount ")
                    .append(fields.get(4))
                    .append(' ')
                    .append(fields.get(fields.indexOf("-") + 1))
                    .append('\n');
        }
    }

    /** Processes that see this host's mounts, apart from this one. */
    static List<String> processes() throws IOException {
        Object here = Files.getAttribute(Path.of("/proc/thread-self/ns/mnt"), "unix:ino");
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(
                            path -> String.valueOf(path.getFileName()).matches("[0-9]+"))
                    .toList()) {
                try {
                    if (here.equals(Files.getAttribute(process.resolve("ns/mnt"), "unix:ino"))) {
                        found.add(process.getFileName() + " "
                                + Files.readString(process.resolve("comm")).strip());
                    }
                } catch (IOException e) {
                    // It ended meanwhile.
                }
            }
        }
        found.removeIf(line -> line.startsWith(ProcessHandle.current().pid() + " "));
        return found;
    }
}
