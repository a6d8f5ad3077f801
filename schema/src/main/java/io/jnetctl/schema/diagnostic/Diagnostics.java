package io.jnetctl.schema.diagnostic;

import io.jnetctl.schema.SourcePos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, each thing once, up to a number that a person can still read. */
public final class Diagnostics {
    private static final int LIMIT = 1000;

    private final Set<Diagnostic> found = new LinkedHashSet<>();
    private final Map<String, Integer> fileOrder = new LinkedHashMap<>();
    private int left;

    /** Files print in the order in which they are opened. */
    public void open(String file) {
        fileOrder.putIfAbsent(file, fileOrder.size());
    }

    public void error(SourcePos pos, String message, @Nullable String hint) {
        add(new Diagnostic(Severity.ERROR, pos, message, hint));
    }

    public void warning(SourcePos pos, String message, @Nullable String hint) {
        add(new Diagnostic(Severity.WARNING, pos, message, hint));
    }

    private void add(Diagnostic diagnostic) {
        if (found.size() < LIMIT) {
            found.add(diagnostic);
        } else if (!found.contains(diagnostic)) {
            left++;
        }
    }

    public boolean hasErrors() {
        return left > 0 || found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }

    /** Whether there is an error in that file. */
    public boolean hasErrors(String file) {
        return found.stream()
                .anyMatch(d -> d.severity() == Severity.ERROR && d.pos().file().equals(file));
    }

    /** All of them, by file and position. */
    public List<Diagnostic> sorted() {
        List<Diagnostic> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.<Diagnostic>comparingInt(
                        d -> fileOrder.getOrDefault(d.pos().file(), Integer.MAX_VALUE))
                .thenComparing(Diagnostic::pos));
        if (left > 0) {
            SourcePos last = sorted.getLast().pos();
            sorted.add(new Diagnostic(
                    Severity.ERROR,
                    SourcePos.ofFile(last.file()),
                    "too many errors: " + left + " more are not shown",
                    "correct those above and try again"));
        }
        return List.copyOf(sorted);
    }
}
