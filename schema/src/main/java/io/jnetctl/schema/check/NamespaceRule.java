package io.jnetctl.schema.check;

import io.jnetctl.schema.Attach;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import java.util.HashMap;
import java.util.Map;

/** One container an attached namespace, as far as the names tell. */
final class NamespaceRule implements Rule {
    @Override
    public void check(Manifest manifest, Findings findings) {
        Map<Attach, String> seen = new HashMap<>();
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                Attach attach = container.attach();
                if (attach == null) {
                    continue;
                }
                String first = seen.putIfAbsent(attach, stack.name() + "/" + container.name());
                if (first != null) {
                    findings.error(
                            container.pos(),
                            "container " + container.name() + " attaches to the same namespace as " + first,
                            "network_mode: container:NAME shares a container's namespace");
                }
            }
        }
    }
}
