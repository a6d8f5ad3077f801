package io.jnetctl.schema;

import java.util.Comparator;

/**
 * A place in a manifest, ordered by file, line and column.
 *
 * @param file as the user named it, {@code <stdin>} for standard input
 * @param line from 1; 0 for the file as a whole
 * @param column from 1, in characters
 */
public record SourcePos(String file, int line, int column) implements Comparable<SourcePos> {
    private static final Comparator<SourcePos> ORDER = Comparator.comparing(SourcePos::file)
            .thenComparingInt(SourcePos::line)
            .thenComparingInt(SourcePos::column);

    /** The file as a whole, for what is wrong with all of it. */
    public static SourcePos ofFile(String file) {
        return new SourcePos(file, 0, 0);
    }

    @Override
    public int compareTo(SourcePos other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
