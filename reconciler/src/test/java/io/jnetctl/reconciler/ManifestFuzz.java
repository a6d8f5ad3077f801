package io.jnetctl.reconciler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.reconciler.plan.Step;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.compose.Surroundings;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.DiagnosticPrinter;
import io.jnetctl.schema.diagnostic.SourceText;
import io.jnetctl.schema.read.ManifestReader;
import io.jnetctl.schema.read.ReadResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Manifests, compose files too. Whatever is wrong is told with a place in the text, on lines that do nothing to a terminal. What is
 * accepted can be planned for an empty host, and nothing that the plan writes is more than one line, one word or one path.
 */
public final class ManifestFuzz {
    private static final String FILE = "<stdin>";
    private static final Pattern HOSTS_LINE =
            Pattern.compile("[0-9a-f.:]+\t[A-Za-z0-9_][A-Za-z0-9_.-]*( [A-Za-z0-9_][A-Za-z0-9_.-]*)*");
    private static final Set<String> WORDS_OF_RESOLV_CONF = Set.of("nameserver", "search", "options");

    private ManifestFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ReadResult read = ManifestReader.read(List.of("-"), Surroundings.none(), new ByteArrayInputStream(data));
        report(read.diagnostics(), read.sources(), data);
        if (!read.ok()) {
            return;
        }
        Proposal proposal = Reconciler.propose(read.manifest(), Observed.EMPTY);
        report(proposal.diagnostics(), read.sources(), data);
        assertTrue(proposal.conflicts().isEmpty(), "nothing can be in the way on an empty host");
        for (Step step : proposal.plan().steps()) {
            check(step.operation().resource());
            oneLine(step.operation().resource().label());
        }
    }

    private static void report(List<Diagnostic> diagnostics, List<SourceText> sources, byte[] data) {
        List<String> lines = List.of(new String(data, StandardCharsets.UTF_8).split("\r\n|\n|\u0085|\r(?!\\z)", -1));
        for (Diagnostic diagnostic : diagnostics) {
            assertFalse(diagnostic.message().isBlank());
            SourcePos pos = diagnostic.pos();
            if (pos.file().equals(FILE) && pos.line() != 0) {
                assertTrue(pos.line() >= 1 && pos.line() <= lines.size(), () -> "no such line: " + diagnostic);
                String line = lines.get(pos.line() - 1);
                int length = line.codePointCount(0, line.length()) + 1;
                assertTrue(pos.column() >= 1 && pos.column() <= length, () -> "no such column: " + diagnostic);
            }
        }
        new DiagnosticPrinter(sources).print(diagnostics).lines().forEach(ManifestFuzz::oneLine);
    }

    private static void check(Resource resource) {
        switch (resource) {
            case ManagedFile file -> {
                assertFalse(
                        Pattern.compile("(^|/)\\.\\.?(/|$)|//|\0")
                                .matcher(file.location().path())
                                .find(),
                        file::toString);
                List<String> lines = file.lines() == null ? List.of() : file.lines();
                lines.forEach(line -> line(file.role(), line));
            }
            case Rule rule -> {
                assertTrue(rule.arguments().stream().allMatch(Rule::isArgument), rule::toString);
                assertFalse(rule.arguments().contains(""), rule::toString);
            }
            case Sysctl sysctl -> oneLine(String.valueOf(sysctl.value()));
            default -> {
                // Their names are checked as they are made.
            }
        }
        resource.requires();
        resource.provides();
    }

    private static void line(ManagedFile.Role role, String line) {
        switch (role) {
            case HOSTS -> assertTrue(HOSTS_LINE.matcher(line).matches(), line);
            case RESOLV_CONF -> {
                oneLine(line);
                assertTrue(WORDS_OF_RESOLV_CONF.contains(line.split(" ", 2)[0]), line);
            }
            case ENVIRONMENT -> assertTrue(line.matches("[a-zA-Z_][a-zA-Z0-9_.-]*=.*"), line);
        }
    }

    private static void oneLine(String text) {
        assertTrue(text.chars().noneMatch(Character::isISOControl), text);
    }
}
