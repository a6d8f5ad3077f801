package io.jnetctl.schema.check;

import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.External;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.Stack;
import java.util.HashMap;
import java.util.Map;

/** Interfaces have names of their own, and one of a container's leads outside. */
final class InterfaceRule implements Rule {
    @Override
    public void check(Manifest manifest, Findings findings) {
        bridges(manifest, findings);
        for (Stack stack : manifest.stacks()) {
            Map<String, Network> networks = new HashMap<>();
            stack.networks().forEach(network -> networks.put(network.name(), network));
            for (Container container : stack.containers()) {
                interfaces(container, findings);
                gateway(container, networks, findings);
            }
        }
    }

    private static void bridges(Manifest manifest, Findings findings) {
        Map<String, Joined> seen = new HashMap<>();
        for (Joined joined : Joined.of(manifest)) {
            Network network = joined.network();
            String bridge = network.bridge();
            if (bridge == null) {
                continue;
            }
            Joined first = seen.putIfAbsent(bridge, joined);
            boolean bothAdopt = first != null
                    && network.external() instanceof External.AdoptedBridge
                    && first.network().external() instanceof External.AdoptedBridge;
            if (first != null && !bothAdopt) {
                findings.error(
                        network.pos(),
                        "bridge " + bridge + " is claimed by network " + first.nameFor(joined.stack())
                                + " and by network " + network.name(),
                        "give one of them another bridge");
            }
        }
    }

    private static void interfaces(Container container, Findings findings) {
        Map<String, Attachment> seen = new HashMap<>();
        for (int i = 0; i < container.attachments().size(); i++) {
            Attachment attachment = container.attachments().get(i);
            String written = attachment.interfaceName();
            String name = written == null ? "eth" + i : written;
            Attachment first = seen.putIfAbsent(name, attachment);
            if (first != null) {
                findings.error(
                        findings.place(attachment.pos(), name),
                        "interface " + name + " of container " + container.name() + " is both its place on network "
                                + first.network() + " and on network " + attachment.network(),
                        "without a name of their own, interfaces are eth0, eth1 ... in the order of the networks");
            }
        }
    }

    private static void gateway(Container container, Map<String, Network> networks, Findings findings) {
        Attachment chosen = null;
        for (Attachment attachment : container.attachments()) {
            if (!attachment.gateway()) {
                continue;
            }
            if (chosen != null) {
                findings.error(
                        attachment.pos(),
                        "container " + container.name() + " has its gateway on network " + chosen.network()
                                + " and on network " + attachment.network(),
                        "keep gateway: true on one of them");
            }
            chosen = attachment;
            Network network = networks.get(attachment.network());
            if (network != null && network.internal()) {
                findings.error(
                        attachment.pos(),
                        "container " + container.name() + " has its gateway on network " + network.name()
                                + ", which is internal",
                        "there is no way out of an internal network");
            }
        }
    }
}
