package io.jnetctl.kernel.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** Words of rules that others wrote, as a terminal gets to see them. */
final class RuleWordTest {
    @Test
    void aControlSequenceInACommentOfOthersIsSpelledOut() {
        assertEquals("\"a\\u009b31mb\"", Rule.word("a\u009b31mb"));
        assertEquals("\"a\\u001b[31mb\"", Rule.word("a\u001b[31mb"));
        assertFalse(Rule.isArgument("a\u009bb"));
    }
}
