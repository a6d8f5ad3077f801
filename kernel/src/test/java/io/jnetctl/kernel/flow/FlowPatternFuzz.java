package io.jnetctl.kernel.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of the note about flows: what can be read says the same once it was written, and the rest counts for nothing. */
public final class FlowPatternFuzz {
    private FlowPatternFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        new String(data, StandardCharsets.ISO_8859_1)
                .lines()
                .flatMap(line -> FlowPattern.parse(line).stream())
                .forEach(pattern -> assertEquals(Optional.of(pattern), FlowPattern.parse(pattern.toString())));
    }
}
