package io.jnetctl.kernel;

import java.util.List;

/**
 * A file below a trusted directory.
 *
 * @param trusted an absolute directory that no hostile party controls the path of
 * @param relative the path from there; its components are not trusted to be what they seem, but hold no {@code ..}
 */
public record FileLocation(String trusted, String relative) implements Comparable<FileLocation> {
    public FileLocation {
        if (!trusted.startsWith("/")
                || relative.isEmpty()
                || relative.startsWith("/")
                || relative.indexOf('\0') >= 0
                || List.of(relative.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("not a file below a directory: " + trusted + " " + relative);
        }
    }

    public String path() {
        return trusted + "/" + relative;
    }

    @Override
    public int compareTo(FileLocation other) {
        return path().compareTo(other.path());
    }

    @Override
    public String toString() {
        return path();
    }
}
