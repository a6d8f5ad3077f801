package io.jnetctl.cli.command;

import io.jnetctl.cli.host.Failure;
import io.jnetctl.reconciler.drift.ObjectPattern;
import java.util.ArrayList;
import java.util.List;

/** Patterns of objects, as a command line has them. */
final class ObjectPatterns {
    private ObjectPatterns() {}

    /** @throws Failure when one of them can never match */
    static List<ObjectPattern> parse(List<String> texts, String command) {
        List<ObjectPattern> patterns = new ArrayList<>();
        for (String text : texts) {
            try {
                patterns.add(ObjectPattern.parse(text));
            } catch (IllegalArgumentException e) {
                throw new Failure(
                        String.valueOf(e.getMessage()),
                        "`jnetctl help " + command + "` tells how patterns are written");
            }
        }
        return patterns;
    }
}
