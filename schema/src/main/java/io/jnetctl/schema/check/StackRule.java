package io.jnetctl.schema.check;

import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.SourcePos;
import io.jnetctl.schema.Stack;
import java.util.HashMap;
import java.util.Map;

/** One document a stack. */
final class StackRule implements Rule {
    @Override
    public void check(Manifest manifest, Findings findings) {
        Map<String, SourcePos> seen = new HashMap<>();
        for (Stack stack : manifest.stacks()) {
            SourcePos first = seen.putIfAbsent(stack.name(), stack.pos());
            if (first != null) {
                findings.error(
                        stack.pos(),
                        "stack " + stack.name() + " is declared twice, also at " + first,
                        "give one of them another name, or put both into one document");
            }
        }
    }
}
