package io.jnetctl.kernel.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Time since the host was started, sleep included, which nobody can set: CLOCK_BOOTTIME, as the first word of /proc/uptime has it. */
public final class BootClock {
    private static final Path UPTIME = Path.of("/proc/uptime");

    private BootClock() {}

    /** To a hundredth of a second. */
    public static Duration now() {
        try {
            String seconds = Files.readString(UPTIME).split(" ", 2)[0];
            return Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time since then; zero where that is yet to come, as it can be of one who has another time namespace (time_namespaces(7)). */
    public static Duration since(Duration then) {
        Duration age = now().minus(then);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
