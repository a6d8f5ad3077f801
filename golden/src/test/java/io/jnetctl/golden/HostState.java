package io.jnetctl.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All of a private host that jnetctl may touch, as text. */
public final class HostState {
    private static final List<Path> DIRECTORIES = List.of(Path.of("/etc/netns"), Path.of("/run/jnetctl"));
    private static final List<String> SETTINGS =
            List.of("/proc/sys/net/ipv4/ip_forward", "/proc/sys/net/ipv6/conf/all/forwarding");

    private HostState() {}

    public static String text() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (String command : List.of(
                "ip -brief -details link",
                "ip -brief address show scope global",
                "ip route",
                "ip -6 route",
                "ip netns",
                "iptables-save",
                "ip6tables-save")) {
            text.append("$ ").append(command).append('\n');
            Programs.output(command.split(" ", -1))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !isNoise(line))
                    .forEach(line -> text.append(withoutCarrier(line)).append('\n'));
        }
        for (String setting : SETTINGS) {
            text.append(setting)
                    .append(' ')
                    .append(Files.readString(Path.of(setting)).strip())
                    .append('\n');
        }
        for (Path directory : DIRECTORIES) {
            files(directory, text);
        }
        return text.toString();
    }

    /** Comments with the time, and the built-in tables and chains that iptables makes when it first looks at them. */
    private static boolean isNoise(String line) {
        return line.startsWith("#")
                || line.startsWith("fe80::/64")
                || line.startsWith("*")
                || line.equals("COMMIT")
                || line.matches(":(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING) .*");
    }

    /** The kernel's own words on whether anything is plugged in, and the number it gives a namespace once something is. */
    private static String withoutCarrier(String line) {
        return line.replaceFirst("^(\\S+ +)(UP|DOWN|UNKNOWN) +", "$1")
                .replace("NO-CARRIER,", "")
                .replace(",LOWER_UP", "")
                .replace(" linkdown", "")
                .replaceFirst(" \\(id: [0-9]+\\)", "");
    }

    private static void files(Path directory, StringBuilder text) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                text.append(file).append('\n').append(Files.readString(file));
            }
        }
    }
}
