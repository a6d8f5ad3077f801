package io.jnetctl.kernel;

import java.util.regex.Pattern;

/**
 * A network namespace by the name that people use and the path that {@code setns(2)} opens.
 *
 * @param name {@code host}, {@code STACK.CONTAINER}, or for a namespace that nobody named {@code netns:[INODE]}
 * @param path the nsfs path, such as {@code /run/netns/shop.web} or {@code /proc/4711/ns/net}; empty for the host's own
 */
public record Netns(String name, String path) implements Comparable<Netns> {
    /** Where named namespaces live, as {@code ip-netns(8)} documents. */
    public static final String DIRECTORY = "/run/netns";

    /** The namespace that jnetctl itself runs in. */
    public static final Netns HOST = new Netns("host", "");

    private static final Pattern FILE_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");

    /** The namespace {@code /run/netns/NAME}. */
    public static Netns named(String name) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a namespace name: " + name);
        }
        return new Netns(name, DIRECTORY + "/" + name);
    }

    public boolean isHost() {
        return path.isEmpty();
    }

    @Override
    public int compareTo(Netns other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return name;
    }
}
