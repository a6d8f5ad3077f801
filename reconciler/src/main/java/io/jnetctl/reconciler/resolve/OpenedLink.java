package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.schema.Link;
import java.util.ArrayList;
import java.util.List;

/**
 * A link on a network whose containers are kept apart otherwise: it opens the ports that the source exposes.
 *
 * @param from the linking container's endpoint
 * @param to the source's, on the same network
 */
record OpenedLink(Endpoint from, Endpoint to, Link link) {
    Owner owner() {
        return new Owner(from.stack(), from.container().name() + "/" + link.container());
    }

    String reason() {
        return from.container().name() + " is linked to " + link.container();
    }

    /** One a family that both have and port. */
    List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (Family family : Family.values()) {
            IpAddress source = from.address(family);
            IpAddress destination = to.address(family);
            if (source != null && destination != null) {
                LinkVariables.exposed(to.container()).forEach(port -> rules.add(rule(source, destination, port)));
            }
        }
        return rules;
    }

    private Rule rule(IpAddress source, IpAddress destination, Port port) {
        OpenedRule opened = new OpenedRule(source, destination, from.network().bridge(), port);
        return new Rule(
                opened.family(),
                FixedRules.FILTER,
                LinkChains.leaf(from.network().owner()),
                opened.arguments(),
                null);
    }
}
