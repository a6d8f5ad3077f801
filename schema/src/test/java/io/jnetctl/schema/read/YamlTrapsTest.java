package io.jnetctl.schema.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.schema.Container;
import io.jnetctl.schema.compose.Surroundings;
import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.DiagnosticPrinter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlTrapsTest {
    private static final String HEAD = "apiVersion: jnetctl/v1\nstack: shop\n";

    private static ReadResult stdin(byte[] bytes) {
        return ManifestReader.read(List.of("-"), Surroundings.none(), new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Arguments row(byte[] input, String place, String message) {
        return Arguments.of(input, place, message);
    }

    static List<Arguments> traps() {
        StringBuilder bomb = new StringBuilder(HEAD + "x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("x-%d: &a%d [%s]\n"
                    .formatted(i, i, "*a%d, ".formatted(i - 1).repeat(10)));
        }
        return List.of(
                row(bytes(""), "<stdin>", "there is no manifest in this file"),
                row(bytes("# nothing\n---\n"), "<stdin>", "there is no manifest in this file"),
                row(
                        bytes("a:\n\tb: c\n"),
                        "<stdin>:2:1",
                        "not valid YAML: found character '\\t(TAB)' that cannot start"),
                row(bytes("a: \"b\n"), "<stdin>:2:1", "not valid YAML: found unexpected end of stream"),
                row(bytes("a: b: c\n"), "<stdin>:1:5", "not valid YAML: mapping values are not allowed here"),
                row(bytes("a: [b, c\nd: e\n"), "<stdin>:2:2", "not valid YAML: expected ',' or ']', but got :"),
                row(bytes("? [a, b]\n: c\n"), "<stdin>:1:4", "not valid YAML: Expected a field name"),
                row(bytes("a: @b\n"), "<stdin>:1:4", "not valid YAML: found character '@' that cannot start any token"),
                row(bytes("%YAML 3.0\n---\na: b\n"), "<stdin>:1:1", "not valid YAML: found incompatible YAML document"),
                row(bytes("a: *b\n"), "<stdin>:1:4", "alias *b has no anchor before it"),
                row(bytes("a: &b {c: *b}\n"), "<stdin>:1:11", "alias *b has no anchor before it"),
                row(bytes("a: &b c\n*b : d\n"), "<stdin>:2:3", "not valid YAML: Expected a field name"),
                row(
                        bytes("stack: \"\\0\"\napiVersion: jnetctl/v1\n"),
                        "<stdin>:1:8",
                        "escaped character U+0000 is not allowed"),
                row(bytes("a: b\0\n"), "<stdin>:1:5", "character U+0000 is not allowed in YAML"),
                row(bytes("a: \u2028\n"), "<stdin>:1:4", "character U+2028 is not allowed in YAML"),
                row(latin1("a: b\n\u00e9: c\n"), "<stdin>:2:1", "byte 0xe9 is not UTF-8"),
                row(latin1("\u00ff\u00fea\0"), "<stdin>:1:1", "byte 0xff is not UTF-8"),
                row(bytes("a: " + "[ ".repeat(100_000)), "<stdin>:1:130", "nested more than 64 levels deep"),
                row(bytes("a: " + "{b: ".repeat(100_000)), "<stdin>:1:256", "nested more than 64 levels deep"),
                row(bytes("? ".repeat(100_000)), "<stdin>:1:", "not valid YAML: Expected a field name"),
                row(bytes("- ".repeat(100_000)), "<stdin>:1:129", "nested more than 64 levels deep"),
                row(bytes(bomb.toString()), "<stdin>:8:", "aliases stand for more than 1000000 values"),
                row(bytes("a: " + "x ".repeat(1_000_000)), "<stdin>:1:4", "a value of more than 1048576 characters"),
                row(bytes("a: " + "x".repeat(100_000)), "<stdin>:1:4", "more than 65536 characters without a space"),
                row(bytes("x".repeat(70_000) + ": a"), "<stdin>:1:1", "more than 65536 characters without a space"),
                row(bytes("# ".repeat(5 << 20)), "<stdin>", "larger than 8 MiB"));
    }

    @ParameterizedTest
    @MethodSource("traps")
    void eachTrapIsOneErrorAtItsPlace(byte[] input, String place, String message) {
        ReadResult result = stdin(input);
        assertFalse(result.ok());
        Diagnostic first = result.diagnostics().getFirst();
        assertTrue(first.pos().toString().startsWith(place), first::toString);
        assertTrue(first.message().startsWith(message), first::toString);
        assertTrue(new DiagnosticPrinter(result.sources())
                        .print(result.diagnostics())
                        .length()
                < 5_000);
    }

    @ParameterizedTest
    @MethodSource("traps")
    void eachTrapHasAHint(byte[] input, String place, String message) {
        assertNotNull(stdin(input).diagnostics().getFirst().hint());
    }

    @Test
    void readsScalarsAsWritten() {
        Container web = Manifests.stack("""
                containers:
                  web:
                    environment: {A: 0777, B: 1_000, C: yes, D: 12:30:45, E: "", F: 2001-01-01, G: 0x1f, H: 1.10, I: +1, J: 'null'}
                """).container("web").orElseThrow();
        assertEquals(
                Map.of(
                        "A",
                        "0777",
                        "B",
                        "1_000",
                        "C",
                        "yes",
                        "D",
                        "12:30:45",
                        "E",
                        "",
                        "F",
                        "2001-01-01",
                        "G",
                        "0x1f",
                        "H",
                        "1.10",
                        "I",
                        "+1",
                        "J",
                        "null"),
                web.environment());
    }

    @Test
    void keysThatLookLikeFlagsAreNames() {
        assertEquals(
                List.of("on", "no", "y", "1"),
                Manifests.stack("containers: {on: , no: , y: , 1: }").containers().stream()
                        .map(Container::name)
                        .toList());
    }

    @Test
    void readsAByteOrderMarkAndWindowsLineEnds() {
        ReadResult result =
                stdin(bytes("\ufeff" + (HEAD + "containers:\n  web:\n    hstname: x\n").replace("\n", "\r\n")));
        assertEquals("<stdin>:5:5", result.diagnostics().getFirst().pos().toString());
        assertTrue(stdin(bytes("\ufeff" + HEAD.replace("\n", "\r\n"))).ok());
    }

    @Test
    void mergesAnchorsWithTheOwnKeysFirst() {
        var stack = Manifests.stack("""
                x-base: &base {hostname: base, expose: [1]}
                x-more: &more {hostname: more, dns: 192.0.2.1}
                containers:
                  a: {<<: [*base, *more], expose: [2]}
                  b: *base
                """);
        Container a = stack.container("a").orElseThrow();
        assertEquals("base", a.hostname());
        assertEquals("[2/tcp]", a.expose().toString());
        assertEquals("[192.0.2.1]", a.dns().toString());
        assertEquals("[1/tcp]", stack.container("b").orElseThrow().expose().toString());
    }

    @Test
    void readsWhatComesBeforeAnErrorOfSyntax() {
        List<String> messages = stdin(bytes(HEAD + "netwrks: {}\n---\na: [\n")).diagnostics().stream()
                .map(Diagnostic::message)
                .toList();
        assertEquals("unknown key \"netwrks\" in a manifest", messages.get(0));
        assertTrue(messages.get(1).startsWith("not valid YAML"), messages::toString);
    }

    @Test
    void saysHowManyErrorsItDoesNotShow() {
        StringBuilder many = new StringBuilder(HEAD + "networks:\n");
        for (int i = 0; i < 1500; i++) {
            many.append("  n").append(i).append(": {subnt: x}\n");
        }
        List<Diagnostic> diagnostics = stdin(bytes(many.toString())).diagnostics();
        assertEquals(1001, diagnostics.size());
        assertEquals(
                "too many errors: 500 more are not shown", diagnostics.getLast().message());
    }

    @Test
    void neverThrowsWhateverAManifestIsTurnedInto() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (var files = Files.list(Path.of("src/test/resources/bad"))) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        byte[] special = bytes("{}[]&*!|>'\"%@`:-?#, \n\t~<0/");
        Random random = new Random(11);
        for (int i = 0; i < 4_000; i++) {
            byte[] text = seeds.get(random.nextInt(seeds.size())).clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                text[random.nextInt(text.length)] = special[random.nextInt(special.length)];
            }
            byte[] cut = random.nextBoolean() ? text : Arrays.copyOf(text, random.nextInt(text.length));
            ReadResult result = stdin(cut);
            assertNotNull(new DiagnosticPrinter(result.sources()).print(result.diagnostics()));
        }
    }
}
