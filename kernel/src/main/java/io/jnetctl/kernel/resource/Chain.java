package io.jnetctl.kernel.resource;

import io.jnetctl.inet.Family;
import java.util.List;

/**
 * A user-defined chain of iptables(8) or ip6tables(8), ours by its {@link #PREFIX}.
 *
 * @param family which of the two
 * @param table {@code filter}, {@code nat}, {@code raw} or {@code mangle}
 * @param name at most 28 characters
 */
public record Chain(Family family, String table, String name) implements Resource {
    /** What the names of jnetctl's chains begin with. */
    public static final String PREFIX = "JNET-";

    /** The administrator's own chain: jnetctl jumps to it before all else, and leaves alone what is in it. */
    public static final String USER = PREFIX + "USER";

    public static final Kind<Chain> KIND =
            Kind.of("chain", Chain.class).identity("family", "table", "name").build();

    private static final int LONGEST_NAME = 28;

    public Chain {
        if (!isName(name) || !isName(table)) {
            throw new IllegalArgumentException("not a chain: " + table + " " + name);
        }
    }

    /**
     * Whether a chain of that name can be told of: a letter, then what is neither blank nor quote nor backslash. The tools take more; what
     * needs quotes, or is not ASCII, they do not print in a way that can be read back.
     */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '!' || c > '~' || c == '"' || c == '\'' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static String label(Family family, String table, String name) {
        return (family == Family.V4 ? "ip" : "ip6") + " " + table + " " + name;
    }

    @Override
    public Kind<Chain> kind() {
        return KIND;
    }

    @Override
    public Key key() {
        return KIND.key(label());
    }

    @Override
    public String label() {
        return label(family, table, name);
    }

    @Override
    public List<Slot> provides() {
        return List.of(Slot.chain(family, table, name));
    }
}
