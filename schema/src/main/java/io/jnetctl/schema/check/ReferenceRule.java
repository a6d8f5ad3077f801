package io.jnetctl.schema.check;

import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.External;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.NetworkMode;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Closest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is named exists: networks, containers whose namespace is shared, networks of other stacks. */
final class ReferenceRule implements Rule {
    @Override
    public void check(Manifest manifest, Findings findings) {
        Declared declared = Declared.of(manifest);
        for (Stack stack : manifest.stacks()) {
            List<String> networks = stack.networks().stream().map(Network::name).toList();
            Map<String, Container> containers = new LinkedHashMap<>();
            stack.containers().forEach(container -> containers.put(container.name(), container));
            Set<String> known = new HashSet<>(networks);
            for (Container container : stack.containers()) {
                for (Attachment attachment : container.attachments()) {
                    if (!known.contains(attachment.network())) {
                        unknownNetwork(container, attachment, networks, findings);
                    }
                }
                if (container.mode() instanceof NetworkMode.SharedWith shared) {
                    shared(container, shared.container(), containers, findings);
                }
            }
            stack.networks().forEach(network -> external(declared, stack, network, findings));
        }
    }

    private static void unknownNetwork(
            Container container, Attachment attachment, List<String> networks, Findings findings) {
        String name = attachment.network();
        boolean mode = name.equals("host") || name.equals("none");
        findings.error(
                attachment.pos(),
                "container " + container.name() + " is on network " + name + ", which is not declared",
                mode
                        ? "write network_mode: " + name + " in place of networks"
                        : Closest.hint(name, networks).orElse("declare it under networks, or remove it here"));
    }

    private static void shared(Container container, String name, Map<String, Container> containers, Findings findings) {
        Container other = containers.get(name);
        if (name.equals(container.name())) {
            findings.error(
                    container.pos(), "container " + name + " cannot share its own namespace", "drop network_mode");
        } else if (other == null) {
            findings.error(
                    container.pos(),
                    "container " + container.name() + " shares the namespace of container " + name
                            + ", which does not exist",
                    Closest.hint(name, containers.keySet()).orElse(null));
        } else if (other.mode() instanceof NetworkMode.SharedWith onwards) {
            findings.error(
                    container.pos(),
                    "container " + container.name() + " shares the namespace of container " + name
                            + ", which itself shares that of " + onwards.container(),
                    "name the container that has the namespace");
        }
    }

    private static void external(Declared declared, Stack stack, Network network, Findings findings) {
        if (!(network.external() instanceof External.OtherStack other)) {
            return;
        }
        if (other.stack().equals(stack.name())) {
            findings.error(
                    network.pos(),
                    "network " + network.name() + " is external, yet names its own stack " + stack.name(),
                    "containers can be on " + other.network() + " directly");
            return;
        }
        declared.stack(other.stack()).ifPresent(networks -> {
            Network owned = networks.get(other.network());
            if (owned == null) {
                findings.error(
                        network.pos(),
                        "stack " + other.stack() + " has no network " + other.network(),
                        Closest.hint(other.network(), networks.keySet()).orElse(null));
            } else if (owned.external() instanceof External.OtherStack onwards) {
                findings.error(network.pos(), "network " + other + " is external itself", "name its owner: " + onwards);
            }
        });
    }
}
