package io.jnetctl.schema.read;

import io.jnetctl.schema.diagnostic.Quoted;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that a manifest gives: they reach file paths, interfaces and rules, so each has its alphabet. */
final class Names {
    private static final Pattern STACK = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
    private static final Pattern OBJECT = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}");
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62}(\\.[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})*");
    private static final Pattern DOMAIN = Pattern.compile("\\.|[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,252}");
    private static final Pattern INTERFACE = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]*");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]*");
    private static final Pattern SYSCTL = Pattern.compile("net(\\.[a-zA-Z0-9_-]+)+");
    // "lo" exists everywhere; the others are directories of /proc/sys/net/ipv4/conf.
    private static final Set<String> TAKEN_INTERFACES = Set.of("lo", "all", "default");
    // What jnetctl itself keeps in /run/jnetctl, where each stack has a folder.
    private static final Set<String> TAKEN_STACKS = Set.of("flows", "journal", "lock", "recovery", "sysctl", "tables");
    private static final int INTERFACE_BYTES = 15;

    static final ValueReader<String> HOST_NAME = Values.parsed(Names::host);
    static final ValueReader<String> DOMAIN_NAME = Values.parsed(
            (String text) -> check(DOMAIN, text, "a domain", "letters, digits, '-', '_' and '.', at most 253"));
    static final ValueReader<String> INTERFACE_NAME = Values.parsed(Names::interfaceName);
    static final ValueReader<String> OBJECT_NAME = Values.parsed(Names::object);
    static final ValueReader<String> STACK_NAME = Values.parsed(Names::stack);

    private Names() {}

    static String stack(String text) {
        if (TAKEN_STACKS.contains(text)) {
            throw new IllegalArgumentException(Quoted.of(text)
                    + " is not free for a stack: jnetctl keeps notes of its own in /run/jnetctl/" + text);
        }
        return check(STACK, text, "a stack's name", "at most 32 of a-z, 0-9, '_' and '-', a letter or digit first");
    }

    /** The name of a container or network. */
    static String object(String text) {
        return check(OBJECT, text, "a name", "at most 100 of a-z, A-Z, 0-9, '_', '.' and '-', a letter or digit first");
    }

    /** A name for a hosts file: labels of RFC 1123, and the underscores that occur in the wild. */
    static String host(String text) {
        return check(
                HOST,
                text,
                "a host name",
                "parts of at most 63 letters, digits, '-' and '_' with a '.' between, at most 253");
    }

    static String variable(String text) {
        return check(VARIABLE, text, "the name of a variable", "letters, digits and '_', no digit first");
    }

    static String sysctl(String text) {
        return check(
                SYSCTL,
                text,
                "a sysctl of a network namespace",
                "a dotted name that starts with net, such as net.ipv4.ip_unprivileged_port_start");
    }

    /** A name that the kernel takes for a link: IFNAMSIZ of linux/if.h is 16 with the final NUL. */
    static String interfaceName(String text) {
        if (text.length() > INTERFACE_BYTES && INTERFACE.matcher(text).matches()) {
            throw new IllegalArgumentException(Quoted.of(text) + " is too long for an interface: " + text.length()
                    + " bytes, at most " + INTERFACE_BYTES);
        }
        if (TAKEN_INTERFACES.contains(text)) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not free for an interface: the kernel uses it");
        }
        return check(INTERFACE, text, "the name of an interface", "at most 15 letters, digits, '-', '_' and '.'");
    }

    private static String check(Pattern pattern, String text, String what, String expected) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not " + what + ": expected " + expected);
        }
        return text;
    }
}
