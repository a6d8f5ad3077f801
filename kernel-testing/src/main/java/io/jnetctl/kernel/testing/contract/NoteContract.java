package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is noted about a stack. */
public interface NoteContract extends Subject {
    @Test
    default void aNoteIsThereUntilItIsForgotten() {
        assertEquals(Map.of(), observe().facts().applied());
        kernel().note(STACK, "0123");
        kernel().note("other", "4567");
        assertEquals(Map.of(STACK, "0123"), observe().facts().applied());
        kernel().note(STACK, "89ab");
        assertEquals(Map.of(STACK, "89ab"), observe().facts().applied());
        kernel().note(STACK, "");
        kernel().note(STACK, "");
        kernel().note("other", "");
        assertEquals(Map.of(), observe().facts().applied());
    }
}
