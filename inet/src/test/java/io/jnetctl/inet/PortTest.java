package io.jnetctl.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {
    @ParameterizedTest
    @CsvSource({"80, 80/tcp", "5432/tcp, 5432/tcp", "53/udp, 53/udp", "7/SCTP, 7/sctp", "65535, 65535/tcp"})
    void readsAPortThatIsTcpUnlessItSaysOtherwise(String text, String canonical) {
        assertEquals(canonical, Port.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "65536", "-1", "080", "80/", "80/icmp", "http", "80/tcp/udp", "99999999999", "8 0"})
    void refusesWhatIsNotAPort(String text) {
        assertThrows(IllegalArgumentException.class, () -> Port.parse(text));
    }

    @Test
    void ordersTcpBeforeUdpBeforeSctpThenByNumber() {
        assertEquals(
                List.of("80/tcp", "443/tcp", "53/udp", "9/sctp"),
                Stream.of("9/sctp", "53/udp", "443", "80")
                        .map(Port::parse)
                        .sorted()
                        .map(Port::toString)
                        .toList());
    }

    @Test
    void protocolsHaveTheirNumbersInTheIpHeader() {
        assertEquals(
                List.of(6, 17, 132),
                Stream.of(Protocol.values()).map(Protocol::number).toList());
    }

    @Test
    void rangesIncludeBothEnds() {
        PortRange range = PortRange.parse("8000-8010");
        assertEquals(11, range.size());
        assertTrue(range.contains(8000));
        assertTrue(range.contains(8010));
        assertFalse(range.contains(8011));
        assertTrue(range.overlaps(PortRange.of(8010)));
        assertFalse(range.overlaps(PortRange.parse("8011-8012")));
        assertEquals("8000-8010", range.toString());
        assertEquals("80", PortRange.parse("80").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "90-80 | port range 90-80 ends before it starts: did you mean 80-90?",
                "80- | \"\" is not a port: expected a whole number from 1 to 65535",
                "1-70000 | \"70000\" is not a port: expected a whole number from 1 to 65535",
            })
    void refusesWhatIsNotARange(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> PortRange.parse(text))
                        .getMessage());
    }
}
