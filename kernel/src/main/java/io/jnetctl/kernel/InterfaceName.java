package io.jnetctl.kernel;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What the kernel takes as an interface's name ({@code dev_valid_name} in net/core/dev.c), less what would break a rule or a path. */
public final class InterfaceName {
    /** IFNAMSIZ of linux/if.h less the closing NUL, in bytes. */
    public static final int MAX_BYTES = 15;

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]*");

    private InterfaceName() {}

    public static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches() && name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** Returns {@code name}, or throws IllegalArgumentException if the kernel would refuse it. */
    public static String require(String name) {
        if (!isLegal(name)) {
            throw new IllegalArgumentException("not an interface name: " + name);
        }
        return name;
    }
}
