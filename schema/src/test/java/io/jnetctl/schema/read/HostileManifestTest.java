package io.jnetctl.schema.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.schema.diagnostic.Diagnostic;
import io.jnetctl.schema.diagnostic.DiagnosticPrinter;
import io.jnetctl.schema.diagnostic.SourceText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests that mean harm: names that would be paths, options or lines, and a few lines that ask for more than a host has. */
class HostileManifestTest {
    private static final String HEAD = "apiVersion: jnetctl/v1\nstack: shop\n";

    private static ReadResult read(String text) {
        return ManifestReader.read(List.of(new SourceText("m.yaml", HEAD + text)));
    }

    private static Diagnostic first(String text) {
        ReadResult result = read(text);
        assertFalse(result.ok());
        String printed = new DiagnosticPrinter(result.sources()).print(result.diagnostics());
        assertTrue(printed.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), printed);
        return result.diagnostics().getFirst();
    }

    private static String names(String format, int count) {
        return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\\nb\"",
                "a/b",
                "..",
                "../../etc",
                "-rf",
                "--help",
                "\"\\u202eweb\"",
                "\"w\\u0435b\"",
                "\"web\\u200b\"",
                "\"\\e[2J\"",
                "$(reboot)",
                "\"a b\""
            })
    void aNameThatIsMoreThanANameIsRefusedWhereItStands(String name) {
        for (String text : List.of(
                "containers:\n  %s: {}\n",
                "networks:\n  %s: {}\n",
                "containers:\n  web: {hostname: %s}\n",
                "containers:\n  web: {domainname: %s}\n",
                "networks: {n: {}}\ncontainers:\n  web: {networks: {n: {interface: %s}}}\n",
                "networks: {n: {}}\ncontainers:\n  web: {networks: {n: {aliases: [%s]}}}\n",
                "containers:\n  web: {dns_search: [%s]}\n",
                "containers:\n  web: {extra_hosts: {%s: 192.0.2.1}}\n",
                "containers:\n  web: {environment: {%s: x}}\n",
                "containers:\n  web: {sysctls: {%s: 1}}\n")) {
            Diagnostic diagnostic = first(text.formatted(name));
            assertTrue(diagnostic.pos().line() >= 3, diagnostic::toString);
            assertTrue(diagnostic.pos().column() >= 3, diagnostic::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\0b\"", "\"\\x00\""})
    void aNulIsRefusedInAnyText(String text) {
        assertTrue(first("containers:\n  web: {environment: {A: " + text + "}}\n")
                .message()
                .contains("U+0000"));
    }

    @Test
    void oneNetworkOfAHundredThousandContainersIsRefused() {
        assertEquals(
                "network bridge has 100000 containers: a bridge takes at most 1023",
                first("containers:\n" + names("  c%d: {}\n", 100_000)).message());
    }

    @Test
    void containersThatKnowTooManyNeighboursAreRefused() {
        StringBuilder text = new StringBuilder("networks:\n");
        for (int i = 0; i < 90; i++) {
            text.append("  n%d: {subnet: 10.%d.0.0/16}\n".formatted(i, i));
        }
        text.append("containers:\n");
        for (int i = 0; i < 90_000; i++) {
            text.append("  c%d: {networks: [n%d]}\n".formatted(i, i % 90));
        }
        Diagnostic diagnostic = first(text.toString());
        assertEquals("m.yaml:7:3", diagnostic.pos().toString());
        assertEquals(
                "the containers of the networks so far know more than 3139587 neighbours by name",
                diagnostic.message());
    }

    @Test
    void linksThatOpenTooManyPortsAreRefused() {
        String targets = names("t%d, ", 50);
        String text = "networks: {n: {icc: false}}\ncontainers:\n"
                + names("  t%d: {networks: [n], expose: ['1-1000']}\n", 50)
                + names("  c%d: {networks: [n], links: [" + targets.substring(0, targets.length() - 2) + "]}\n", 5);
        Diagnostic diagnostic = first(text);
        assertEquals("the links so far open more than 200000 ports", diagnostic.message());
        assertEquals(59, diagnostic.pos().line());
    }

    @Test
    void rangesOfAllPortsPublishedAgainAndAgainAreRefused() {
        Diagnostic diagnostic = first("containers:\n  web: {publish: [" + "\"1-65535:1-65535\", ".repeat(100) + "]}\n");
        assertEquals("the port ranges so far stand for more than 500000 ports", diagnostic.message());
    }

    @Test
    void extraHostsMayBeManyAndStayOnTheirLines() {
        ReadResult result = read("containers:\n  web:\n    extra_hosts:\n" + names("      h%d: 192.0.2.1\n", 100_000));
        assertTrue(result.ok(), () -> result.diagnostics().toString());
        assertTrue(first("containers:\n  web: {extra_hosts: {h: \"192.0.2.1\\n192.0.2.2 bank\"}}\n")
                .message()
                .contains("192.0.2.1"));
    }
}
