package io.jnetctl.reconciler.artefact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.reconciler.fixture.MemoryHost;
import io.jnetctl.reconciler.fixture.RandomManifests;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A file is what jnetctl wrote, or is refused with the place and the reason. */
final class ArtefactTest {
    private static final String VERSION = "1.2.3";

    private final String text = snapshot();

    private static String snapshot() {
        MemoryHost host = new MemoryHost();
        RandomManifests.furnish(host.kernel().outside());
        RandomManifests walk = new RandomManifests(3);
        host.converge(walk.manifest());
        return Artefact.SNAPSHOT.write(VERSION, Snapshot.take(Optional.of(walk.manifest()), host.kernel()));
    }

    private static String refusal(String text) {
        return String.valueOf(
                assertThrows(MalformedArtefactException.class, () -> Artefact.SNAPSHOT.read(VERSION, text))
                        .getMessage());
    }

    @Test
    void aFileCutOffAnywhereIsRefused() {
        for (int length = 0; length < text.length() - 1; length += 97) {
            String cut = text.substring(0, length);
            assertThrows(MalformedArtefactException.class, () -> Artefact.SNAPSHOT.read(VERSION, cut));
        }
    }

    @Test
    void aFileInWhichAnySignIsAnotherIsRefusedOrMeansTheSame() {
        Random random = new Random(1);
        Snapshot whole = Artefact.SNAPSHOT.read(VERSION, text);
        for (int i = 0; i < 2000; i++) {
            int at = random.nextInt(text.length());
            char other = (char) (' ' + random.nextInt(95));
            String edited = text.substring(0, at) + other + text.substring(at + 1);
            try {
                assertEquals(whole, Artefact.SNAPSHOT.read(VERSION, edited));
            } catch (MalformedArtefactException e) {
                assertNotEquals(text, edited);
            }
        }
    }

    @Test
    void anEditedValueIsFoundByTheDigest() {
        assertEquals(
                "it was changed since jnetctl wrote it: its digest does not fit",
                refusal(text.replaceFirst("\"mtu\" : 1500", "\"mtu\" : 1400")));
    }

    @Test
    void anotherVersionsFileIsRefusedByItsName() {
        assertEquals(
                "it was written by jnetctl 1.2.2; this is jnetctl 1.2.3",
                refusal(text.replaceFirst("\"jnetctl\" : \"1.2.3\"", "\"jnetctl\" : \"1.2.2\"")));
        assertEquals(
                "it has format version 2, written by jnetctl 1.2.3; this is jnetctl 1.2.3, which reads version 1",
                refusal(text.replaceFirst("\"format_version\" : 1", "\"format_version\" : 2")));
    }

    @Test
    void anotherSortOfFileIsRefusedByItsName() {
        assertEquals(
                "it is a saved plan, not a snapshot",
                refusal(text.replaceFirst("\"jnetctl-snapshot\"", "\"jnetctl-plan\"")));
        assertEquals("it is no file of jnetctl's: a snapshot says \"format\": \"jnetctl-snapshot\"", refusal("{}"));
        assertTrue(refusal("stack: shop\n").startsWith("line 1, column 1: Unrecognized token"), refusal("stack: shop"));
        assertTrue(refusal("[".repeat(100_000)).contains("nesting depth"), refusal("[".repeat(1000)));
    }

    @Test
    void wrongTypesUnknownMembersAndMissingOnesAreNamedWithTheirPlace() {
        assertTrue(refusal(text.replaceFirst("\"mtu\" : 1500", "\"mtu\" : \"big\""))
                .matches("at content\\.entries\\[\\d+]\\.resource\\.mtu: expected a whole number, not \"big\""));
        assertTrue(refusal(text.replaceFirst("\"mtu\" : 1500", "\"mut\" : 1500"))
                .matches("at content\\.entries\\[\\d+]\\.resource: unknown member \"mut\""));
        assertTrue(refusal(text.replaceFirst("\"\\$type\" : \"bridge\"", "\"\\$type\" : \"brigde\""))
                .matches("at content\\.entries\\[\\d+]\\.resource\\.\\$type: \"brigde\" is not one of address, .*"));
        assertTrue(refusal(text.replaceFirst("\"occupied\" : ", "\"stacks\" : [ ], \"occupied\" : "))
                .contains("Duplicate field 'stacks'"));
        assertEquals(
                "at content.facts: nameservers is missing",
                refusal(text.replaceFirst("\"nameservers\" : \\[[^]]*],", "")));
    }
}
