package io.jnetctl.schema.check;

import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Link;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.NetworkMode;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Closest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A link leads to another container, on a common network, and its alias means one container. */
final class LinkRule implements Rule {
    @Override
    public void check(Manifest manifest, Findings findings) {
        for (Stack stack : manifest.stacks()) {
            Map<String, Container> containers = new LinkedHashMap<>();
            stack.containers().forEach(container -> containers.put(container.name(), container));
            for (Container container : stack.containers()) {
                Map<String, Link> aliases = new HashMap<>();
                for (Link link : container.links()) {
                    check(container, link, containers, findings);
                    Link first = aliases.putIfAbsent(link.alias(), link);
                    if (first != null && !first.container().equals(link.container())) {
                        findings.error(
                                link.pos(),
                                "container " + container.name() + " links both " + first.container() + " and "
                                        + link.container() + " as " + link.alias(),
                                "give one of them another alias");
                    }
                }
            }
        }
    }

    private static void check(Container container, Link link, Map<String, Container> containers, Findings findings) {
        String between = "container " + container.name() + " links container " + link.container();
        Container source = containers.get(link.container());
        if (source == null) {
            findings.error(
                    link.pos(),
                    between + ", which does not exist",
                    Closest.hint(link.container(), containers.keySet())
                            .orElse("a link names a container of the same stack"));
        } else if (source.name().equals(container.name())) {
            findings.error(link.pos(), "container " + container.name() + " links itself", "remove the link");
        } else {
            Optional<String> unreachable = unreachable(source);
            if (unreachable.isPresent()) {
                findings.error(link.pos(), between + ", which " + unreachable.get(), null);
            } else if (container.mode() instanceof NetworkMode.Networks && !shareNetwork(container, source)) {
                findings.error(
                        link.pos(),
                        between + ", but they share no network: " + container.name() + " is on " + networks(container)
                                + ", " + source.name() + " on " + networks(source),
                        "put both on one network");
            }
        }
    }

    private static Optional<String> unreachable(Container source) {
        return switch (source.mode()) {
            case NetworkMode.Networks _ -> Optional.empty();
            case NetworkMode.None _ -> Optional.of("has no network");
            case NetworkMode.Host _ -> Optional.of("uses the host's network");
            case NetworkMode.SharedWith shared ->
                Optional.of("shares the namespace of " + shared.container() + ": link that one");
        };
    }

    private static boolean shareNetwork(Container one, Container other) {
        Set<String> networks =
                one.attachments().stream().map(Attachment::network).collect(Collectors.toSet());
        return other.attachments().stream().anyMatch(a -> networks.contains(a.network()));
    }

    private static String networks(Container container) {
        return container.attachments().stream().map(Attachment::network).collect(Collectors.joining(", "));
    }
}
