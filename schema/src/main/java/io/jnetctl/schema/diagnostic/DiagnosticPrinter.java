package io.jnetctl.schema.diagnostic;

import io.jnetctl.schema.SourcePos;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints diagnostics for people: what and where, the line of the source, a caret under the place,
 * and the hint.
 */
public final class DiagnosticPrinter {
    private static final int WIDTH = 120;
    private static final int BEFORE_CARET = 60;

    private final Map<String, SourceText> sources = new TreeMap<>();

    public DiagnosticPrinter(List<SourceText> sources) {
        sources.forEach(source -> this.sources.putIfAbsent(source.file(), source));
    }

    /** All diagnostics, a line end after each line. */
    public String print(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(this::print).collect(Collectors.joining());
    }

    /** One diagnostic, a line end after each line. */
    public String print(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        out.append(diagnostic.severity())
                .append(": ")
                .append(Quoted.visible(diagnostic.pos().toString()))
                .append(": ")
                .append(Quoted.visible(diagnostic.message()))
                .append('\n');
        SourcePos pos = diagnostic.pos();
        Optional.ofNullable(sources.get(pos.file()))
                .flatMap(source -> source.line(pos.line()))
                .ifPresent(line -> excerpt(line, pos.column(), out));
        if (diagnostic.hint() != null) {
            out.append("  hint: ").append(Quoted.visible(diagnostic.hint())).append('\n');
        }
        return out.toString();
    }

    private static void excerpt(String line, int column, StringBuilder out) {
        int[] characters = line.codePoints().toArray();
        int caret = Math.min(column - 1, characters.length);
        int from = characters.length > WIDTH ? Math.max(0, caret - BEFORE_CARET) : 0;
        int to = Math.min(characters.length, from + WIDTH);
        String before = Quoted.visible(new String(characters, from, caret - from));
        String after = Quoted.visible(new String(characters, caret, Math.max(0, to - caret)));
        out.append("  ").append(before).append(after).append('\n');
        out.append("  ").append(" ".repeat(before.length())).append("^\n");
    }
}
