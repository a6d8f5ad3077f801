package io.jnetctl.kernel.resource;

import io.jnetctl.inet.Family;
import java.util.List;
import java.util.regex.Pattern;

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

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,27}");

    public Chain {
        if (!NAME.matcher(name).matches() || !NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("not a chain: " + table + " " + name);
        }
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
