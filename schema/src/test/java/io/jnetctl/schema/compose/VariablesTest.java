package io.jnetctl.schema.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jnetctl.schema.diagnostic.Diagnostics;
import io.jnetctl.schema.diagnostic.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
    private static final Variables VARIABLES = Variables.of(Map.of("SET", "s", "EMPTY", "", "OTHER", "o"));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a${SET}b$SET; asbs",
                "$SET.1; s.1",
                "$$SET $${SET}; $SET ${SET}",
                "${UNSET}|; |",
                "${UNSET:-x}${EMPTY:-y}${SET:-z}; xys",
                "${UNSET-x}|${EMPTY-y}|${SET-z}; x||s",
                "${UNSET:-${EMPTY:-${OTHER}}}; o",
                "${UNSET:-{a}}; {a}",
                "${SET:+x}|${EMPTY:+x}|${UNSET:+x}; x||",
                "${SET+x}|${EMPTY+x}|${UNSET+x}; x|x|",
                "${SET:?m}${SET?m}|${EMPTY?m}; ss|",
                "${UNSET:-127.0.0.1:13306}:3306; 127.0.0.1:13306:3306",
            })
    void replacesVariables(String template, String text) {
        assertEquals(text, Template.expand(template, VARIABLES, name -> {}));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "${UNSET:?set it}; variable UNSET is required: set it",
                "${EMPTY:?}; variable EMPTY is required",
                "${UNSET?why ${SET}}; variable UNSET is required: why s",
                "cost $1; \"cost $1\" has a $ that starts no variable",
                "a$; \"a$\" has a $ that starts no variable",
                "${SET; the brace of \"${SET\" is not closed",
                "${}; ${} names no variable",
                "'${SET/x}'; '\"${SET/x}\" is not a variable: expected :-, -, :?, ?, :+ or + after the name'",
            })
    void refusesWhatIsNoTemplate(String template, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Template.expand(template, VARIABLES, name -> {}));
        assertEquals(message, e.getMessage());
    }

    @Test
    void boundsNestingAndLength() {
        String deep = "${UNSET:-".repeat(40) + "}".repeat(40);
        assertThrows(IllegalArgumentException.class, () -> Template.expand(deep, VARIABLES, name -> {}));
        Variables large = name -> Optional.of("x".repeat(1 << 19));
        assertThrows(IllegalArgumentException.class, () -> Template.expand("$A$A$A", large, name -> {}));
    }

    @Test
    void readsFilesOfVariables() {
        String text = """
                # a comment
                A=1
                export B = two words # not this
                C='single $A \\n'
                D="double $A \\n\\"x\\" \\$A"
                E=
                F: yaml
                G=a#b
                H=$A-${NONE:-n}-$1
                SET
                NOTHING
                I="two
                lines"
                """;
        Diagnostics diagnostics = new Diagnostics();
        Map<String, String> read = DotEnv.read(new SourceText(".env", text), VARIABLES, false, diagnostics);
        assertEquals(List.of(), diagnostics.sorted());
        assertEquals(
                "A=1,B=two words,C=single $A \\n,D=double 1 \n\"x\" $A,E=,F=yaml,G=a#b,H=1-n-$1,SET=s,I=two\nlines",
                String.join(
                        ",",
                        read.entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .toList()));
    }

    @Test
    void readsRawFilesAsTheyAre() {
        Map<String, String> read =
                DotEnv.read(new SourceText("raw.env", "A='x' # $SET\n"), VARIABLES, true, new Diagnostics());
        assertEquals(Map.of("A", "'x' # $SET"), read);
    }

    @Test
    void saysWhichLineSetsNoVariable() {
        Diagnostics diagnostics = new Diagnostics();
        Map<String, String> read =
                DotEnv.read(new SourceText(".env", "A=1\n  ?=2\nB=\"open\n"), VARIABLES, false, diagnostics);
        assertEquals(Map.of("A", "1"), read);
        assertEquals(
                List.of(".env:2:3: \"?=2\" sets no variable", ".env:3:1: the quote \" is not closed"),
                diagnostics.sorted().stream()
                        .map(d -> d.pos() + ": " + d.message())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; ||80/tcp",
                "53:; |53|80/tcp",
                ":; ||80/tcp",
                "'127.0.0.1::'; 127.0.0.1||80/tcp",
                "127.0.0.1:8080:; 127.0.0.1|8080|80/tcp"
            })
    void aPortsAddressAndHostPortMayComeFromTheEnvironment(String prefix, String port) {
        String text = "services: {web: {ports: ['${PREFIX}80']}}";
        assertEquals(
                "net default; web on default publish=" + port,
                ComposeProjects.facts(
                        ComposeProjects.only(ComposeProjects.read(text, Map.of("PREFIX", prefix), Map.of()))));
    }

    @Test
    void theEnvironmentGoesBeforeDotEnvAndDotEnvBeforeDefaults() {
        String text = "services: {web: {environment: ['A=${A:-1}', 'B=${B:-1}', 'C=${C:-1}', D, E]}}";
        assertEquals(
                "net default; web on default A=environment B=file C=1 D=file",
                ComposeProjects.facts(ComposeProjects.only(ComposeProjects.read(
                        text, Map.of("A", "environment"), Map.of("shop/.env", "A=file\nB=file\nD=file\n")))));
    }

    @Test
    void anUnsetVariableIsWarnedOfOnce() {
        assertEquals(
                List.of("warning 1:32 variable X is not set: it stands for an empty text"),
                ComposeProjects.complaints(
                        ComposeProjects.read("services: {web: {environment: ['A=$X', 'B=$X'], image: $Y}}")));
    }

    @Test
    void aRequiredVariableIsAnErrorAtItsPlaceWithItsMessage() {
        assertEquals(
                List.of("error 1:26 variable P is required: which port"),
                ComposeProjects.complaints(ComposeProjects.read("services: {web: {ports: ['${P:?which port}']}}")));
    }

    @Test
    void serviceEnvironmentGoesBeforeItsFilesAndLaterFilesBeforeEarlier() {
        String text = """
                services:
                  web:
                    env_file: [a.env, {path: ./b.env}, {path: none.env, required: false}]
                    environment: {C: own}
                """;
        assertEquals(
                "net default; web on default A=a B=b C=own",
                ComposeProjects.facts(ComposeProjects.only(ComposeProjects.read(
                        text, Map.of(), Map.of("shop/a.env", "A=a\nB=a\nC=a\n", "shop/b.env", "B=b\n")))));
    }

    @Test
    void aMissingEnvFileIsAnError() {
        assertEquals(
                List.of("error 1:28 there is no file \"shop/a.env\""),
                ComposeProjects.complaints(ComposeProjects.read("services: {web: {env_file: a.env}}")));
    }
}
