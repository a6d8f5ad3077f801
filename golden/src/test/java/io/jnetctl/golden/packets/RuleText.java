package io.jnetctl.golden.packets;

import io.jnetctl.golden.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rules of the host of the calling thread, both families, as text; without tables that only exist and chains that only accept. */
final class RuleText {
    private static final List<String> PROGRAMS = List.of("iptables-save", "ip6tables-save");

    private RuleText() {}

    static String all() throws IOException, InterruptedException {
        return String.join("\n", lines());
    }

    /** What is not of jnetctl: neither in its chains nor a jump to one, nor marked as its own. */
    static String foreign() throws IOException, InterruptedException {
        return String.join(
                "\n",
                lines().stream()
                        .filter(line -> !line.contains("JNET-") && !line.contains("jnetctl:"))
                        .toList());
    }

    private static List<String> lines() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String program : PROGRAMS) {
            String table = "";
            for (String line : Programs.output(program).lines().toList()) {
                if (line.startsWith("*")) {
                    table = line;
                } else if (line.startsWith("-A") || (line.startsWith(":") && !line.contains(" ACCEPT "))) {
                    lines.add(program + " " + table + " " + line.replaceFirst(" \\[[0-9:]+\\]$", ""));
                }
            }
        }
        return lines;
    }
}
