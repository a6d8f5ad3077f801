package io.jnetctl.schema.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.schema.SourcePos;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {
    private static String print(String text, int line, int column, @Nullable String hint) {
        Diagnostic diagnostic =
                new Diagnostic(Severity.ERROR, new SourcePos("stack.yaml", line, column), "wrong", hint);
        return new DiagnosticPrinter(List.of(new SourceText("stack.yaml", text))).print(diagnostic);
    }

    @Test
    void showsTheLineACaretAndTheHint() {
        assertEquals("""
                error: stack.yaml:2:4: wrong
                  b: cc
                     ^
                  hint: write d
                """, print("a: b\nb: cc\n", 2, 4, "write d"));
    }

    @Test
    void putsTheCaretBehindTheLineWhenSomethingIsMissingThere() {
        assertEquals("error: stack.yaml:1:3: wrong\n  a:\n    ^\n", print("a:\n", 1, 3, null));
    }

    @Test
    void showsNoLineWhereThereIsNone() {
        assertEquals("error: stack.yaml: wrong\n", print("a: b\n", 0, 0, null));
        assertEquals("error: stack.yaml:9:1: wrong\n", print("a: b\n", 9, 1, null));
    }

    @Test
    void keepsLongLinesShortAndTheCaretUnderItsPlace() {
        String printed = print("x".repeat(500) + "!" + "y".repeat(500), 1, 501, null);
        List<String> lines = printed.lines().toList();
        assertTrue(lines.get(1).length() <= 122);
        assertEquals('!', lines.get(1).charAt(lines.get(2).indexOf('^')));
    }

    @Test
    void isHarmlessToATerminal() {
        String printed = print("a: \u001b[31m\tred\u202e", 1, 1, "\u001b]0;title\u0007");
        assertFalse(printed.contains("\u001b"));
        assertFalse(printed.contains("\u202e"));
        assertTrue(printed.contains("\\u001b[31m red\\u202e"));
    }

    @Test
    void guessesTheNameThatWasMeant() {
        List<String> names = List.of("subnet", "subnets", "gateway");
        assertEquals(Optional.of("subnet"), Closest.to("subnt", names));
        assertEquals(Optional.empty(), Closest.to("n", List.of("m")));
        assertEquals(Optional.of("gateway"), Closest.to("gatewya", names));
        assertEquals(Optional.of("subnet"), Closest.to("SUBNET", names));
        assertEquals(Optional.empty(), Closest.to("volumes", names));
    }
}
