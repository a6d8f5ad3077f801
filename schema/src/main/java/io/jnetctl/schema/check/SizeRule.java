package io.jnetctl.schema.check;

import io.jnetctl.schema.Container;
import io.jnetctl.schema.Link;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import java.util.HashMap;
import java.util.Map;

/**
 * What a manifest stands for fits into memory. A few lines can ask for very much: each container knows the names of all others on its
 * networks, and each link opens all ports that the other container exposes.
 */
final class SizeRule implements Rule {
    /** Lines of hosts files that tell of the neighbours on networks: as many as three full bridges make. */
    private static final long NEIGHBOURS = 3L * 1023 * 1023;

    /** Ports that links open: two rules each and more. */
    private static final long OPENED_PORTS = 200_000;

    @Override
    public void check(Manifest manifest, Findings findings) {
        long neighbours = 0;
        for (Joined joined : Joined.of(manifest)) {
            long members = joined.members().size();
            neighbours += members * members;
            if (neighbours > NEIGHBOURS) {
                findings.error(
                        joined.network().pos(),
                        "the containers of the networks so far know more than " + NEIGHBOURS + " neighbours by name",
                        "put fewer containers on a network");
                return;
            }
        }
        links(manifest, findings);
    }

    private static void links(Manifest manifest, Findings findings) {
        long opened = 0;
        for (Stack stack : manifest.stacks()) {
            Map<String, Integer> exposed = new HashMap<>();
            stack.containers()
                    .forEach(container ->
                            exposed.put(container.name(), container.expose().size()));
            for (Container container : stack.containers()) {
                for (Link link : container.links()) {
                    opened += exposed.getOrDefault(link.container(), 0);
                    if (opened > OPENED_PORTS) {
                        findings.error(
                                link.pos(),
                                "the links so far open more than " + OPENED_PORTS + " ports",
                                "expose the ports that are used");
                        return;
                    }
                }
            }
        }
    }
}
