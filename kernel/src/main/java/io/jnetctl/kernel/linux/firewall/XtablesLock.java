package io.jnetctl.kernel.linux.firewall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lock that tools of the legacy make of iptables take: flock(2) on a file. */
final class XtablesLock {
    private static final Path FILE = Path.of("/run/xtables.lock");
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int PID = 4;
    private static final int FILE_IDENTITY = 5;

    private XtablesLock() {}

    /** Who holds it, as an addition to a sentence: {@code (held by pid 4711, ufw)}; empty when that cannot be known. */
    static String holder() {
        try {
            String file = identity();
            for (String line : Files.readAllLines(LOCKS)) {
                List<String> fields = List.of(line.strip().split(" +", -1));
                if (fields.size() > FILE_IDENTITY
                        && fields.get(1).equals("FLOCK")
                        && fields.get(FILE_IDENTITY).equals(file)) {
                    String name = Files.readString(Path.of("/proc", fields.get(PID), "comm"))
                            .strip();
                    return " (held by pid " + fields.get(PID) + ", " + name + ")";
                }
            }
        } catch (IOException e) {
            // It ended just now, or this is not to be known here.
        }
        return "";
    }

    /** As proc_locks(5) has it: major and minor device number, inode. */
    private static String identity() throws IOException {
        long device = (Long) Files.getAttribute(FILE, "unix:dev");
        long major = (device >> 8) & 0xfff;
        long minor = (device & 0xff) | ((device >> 12) & 0xfff00);
        return "%02x:%02x:%s".formatted(major, minor, Files.getAttribute(FILE, "unix:ino"));
    }
}
