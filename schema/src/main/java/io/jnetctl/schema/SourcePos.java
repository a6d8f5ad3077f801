package io.jnetctl.schema;

import java.util.Comparator;

/**
 * A place in a manifest, ordered by file, line and column.
 *
 * @param file as the user named it, {@code <stdin>} for standard input
 * @param line from 1
 * @param column from 1, in characters
 */
public record SourcePos(String file, int line, int column) implements Comparable<SourcePos> {
    private static final Comparator<SourcePos> ORDER = Comparator.comparing(SourcePos::file)
            .thenComparingInt(SourcePos::line)
            .thenComparingInt(SourcePos::column);

    @Override
    public int compareTo(SourcePos other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
