package io.jnetctl.kernel.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jnetctl.inet.Family;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.2:80",
                "-j ACCEPT",
                "-g JNET-A",
                "-i eth0-j -j DROP",
                "-i eth0 -j",
                "-s 10.0.0.1/32",
                "-j A -g B",
                "-g B -j A",
                "x-j y",
            })
    void plainTextAndItsWordsAreOneAndTheSame(String text) {
        Arguments words = Arguments.of(List.of(text.split(" ")));
        assertEquals(words, Arguments.ofPlain(text));
        assertEquals(words.text(), Arguments.ofPlain(text).text());
        assertEquals(words.target(), Arguments.ofPlain(text).target());
        assertTrue(Arguments.ofPlain(text).areWritable());
        assertEquals(words.indexOf("-j"), Arguments.ofPlain(text).indexOf("-j"));
        assertEquals(words.hashCode(), Arguments.ofPlain(text).hashCode());
    }

    @Test
    void oneListOfArgumentsMayStandInSeveralChains() {
        Arguments arguments = Arguments.ofPlain("-j ACCEPT");
        Rule filter = new Rule(Family.V4, "filter", "JNET-A", arguments, null);
        Rule nat = new Rule(Family.V6, "nat", "JNET-B", arguments, null);
        for (int i = 0; i < 2; i++) {
            assertEquals("ip filter JNET-A -j ACCEPT", filter.label());
            assertEquals("ip6 nat JNET-B -j ACCEPT", nat.label());
            assertEquals("ip6 nat JNET-B", nat.place());
        }
    }

    @Test
    void whatHasALineBreakCannotBeWritten() {
        assertFalse(Arguments.of(List.of("-i", "a\nb")).areWritable());
        assertTrue(Arguments.of(List.of("-i", "a b")).areWritable());
    }

    @Test
    void nothingIsComparedByWhatArgumentsMean() {
        Arguments known = Arguments.ofPlain("-j ACCEPT", "let in");
        assertEquals("let in", known.meaning());
        assertNull(Arguments.ofPlain("-j ACCEPT").meaning());
        assertEquals(Arguments.ofPlain("-j ACCEPT"), known);
    }
}
