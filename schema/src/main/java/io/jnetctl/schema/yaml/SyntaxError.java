package io.jnetctl.schema.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.SourceText;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Puts the parser's complaints into one line, with a hint for the frequent ones. */
final class SyntaxError {
    /** A part of the parser's message, and what to do about it. */
    private static final Map<String, String> HINTS = Map.ofEntries(
            Map.entry("(TAB)", "indent with spaces, never with tabs"),
            Map.entry(
                    "mapping values are not allowed here",
                    "quote a text that contains \": \", and check the indentation"),
            Map.entry("expected <block end>", "check the indentation: this line does not line up with those above it"),
            Map.entry("unexpected end of stream", "a quote or a bracket is not closed"),
            Map.entry("could not find expected ':'", "a key needs a colon and a space after it"),
            Map.entry("that cannot start any token", "quote a text that starts with this character"),
            Map.entry("expected ',' or ']'", "a bracket [ is not closed, or a comma is missing"),
            Map.entry("expected ',' or '}'", "a brace { is not closed, or a comma is missing"),
            Map.entry("incompatible YAML document", "leave the %YAML line out"),
            Map.entry("unknown escape character", "write a backslash twice, or use single quotes"),
            Map.entry("Expected a field name", "a key is a text, never a list, a mapping or an alias"));

    private SyntaxError() {}

    static void report(SourceText source, Exception error, Diagnostics diagnostics) {
        Throwable cause = error;
        while (cause.getCause() != null && !(cause instanceof MarkedYAMLException)) {
            cause = cause.getCause();
        }
        String problem = oneLine(cause);
        diagnostics.error(pos(source.file(), cause, error), "not valid YAML: " + problem, hint(problem));
    }

    private static String oneLine(Throwable cause) {
        String text = switch (cause) {
            case MarkedYAMLException marked when marked.getProblem() != null -> marked.getProblem();
            case JsonProcessingException json -> json.getOriginalMessage();
            default -> String.valueOf(cause.getMessage());
        };
        String line = text.lines().findFirst().orElse("cannot be read").strip();
        // The parser goes on with its own classes, or with advice that the hint gives better.
        return line.replaceFirst("(, got this instead|\\. \\(Do not use).*", "");
    }

    private static @Nullable String hint(String problem) {
        return HINTS.entrySet().stream()
                .filter(e -> problem.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .orElse(null);
    }

    private static SourcePos pos(String file, Throwable cause, Exception error) {
        if (cause instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Mark mark = marked.getProblemMark();
            return new SourcePos(file, mark.getLine() + 1, mark.getColumn() + 1);
        }
        if (error instanceof JsonProcessingException json && json.getLocation() != null) {
            return new SourcePos(
                    file, json.getLocation().getLineNr(), json.getLocation().getColumnNr());
        }
        return SourcePos.ofFile(file);
    }
}
