package io.jnetctl.kernel;

/**
 * A directory from which files are opened without a symbolic link leading out of it (RESOLVE_IN_ROOT of openat2(2)).
 *
 * @param trusted a directory whose own path is trusted, such as {@code /etc/netns/shop.web} or {@code /proc/4711/root}
 * @param directory the directory below it, relative and possibly empty, such as {@code etc}
 */
public record FileRoot(String trusted, String directory) {
    /** The files that ip-netns(8) binds over /etc for the named namespace. */
    public static FileRoot ofNamed(String netns) {
        return new FileRoot("/etc/netns/" + netns, "");
    }

    public FileLocation file(String name) {
        return new FileLocation(trusted, directory.isEmpty() ? name : directory + "/" + name);
    }
}
