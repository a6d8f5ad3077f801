package io.jnetctl.schema.check;

import io.jnetctl.schema.Container;
import io.jnetctl.schema.HostPortClaims;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.PublishedPort;
import io.jnetctl.schema.Stack;
import java.util.ArrayList;
import java.util.List;

/** The published ports of a manifest. */
final class HostPorts {
    private HostPorts() {}

    /** A published port with its owner. */
    record Claim(Stack stack, Container container, PublishedPort published) {
        String nameFor(Stack viewer) {
            return stack.name().equals(viewer.name()) ? container.name() : stack.name() + "/" + container.name();
        }

        /** Claims the one host port that it asks for, if it asks for one. */
        void addFixedTo(HostPortClaims<Claim> claims) {
            published.fixedHostPort().ifPresent(port -> claims.add(port, published.hostIp(), this));
        }
    }

    /** All of them, in the manifest's order. */
    static List<Claim> claims(Manifest manifest) {
        List<Claim> claims = new ArrayList<>();
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                container.publish().forEach(p -> claims.add(new Claim(stack, container, p)));
            }
        }
        return claims;
    }
}
