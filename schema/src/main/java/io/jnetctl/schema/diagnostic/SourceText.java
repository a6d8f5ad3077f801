package io.jnetctl.schema.diagnostic;

import java.util.List;
import java.util.Optional;

/**
 * The text of a file, kept so that diagnostics can show its lines.
 *
 * @param file as the user named it
 */
public record SourceText(String file, String text) {
    /** The line without its end, counted from 1 as YAML counts them; empty when there is none. */
    public Optional<String> line(int number) {
        List<String> lines =
                text.lines().skip(Math.max(0, number - 1L)).limit(1).toList();
        return number < 1 || lines.isEmpty() ? Optional.empty() : Optional.of(lines.getFirst());
    }
}
