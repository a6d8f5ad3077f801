package io.jnetctl.cli.show;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jnetctl.cli.show.Inventory.Container;
import io.jnetctl.cli.show.Inventory.Interface;
import io.jnetctl.cli.show.Inventory.Network;
import io.jnetctl.cli.show.Inventory.Stack;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Route;
import java.util.Collection;
import java.util.Locale;

/** An inventory as programs read it. Arrays are ordered by name; what is not known is left out. */
public final class InventoryJson {
    /** Raised when a reader of the format would have to change. */
    private static final int FORMAT_VERSION = 1;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Exposure exposure;

    public InventoryJson(Exposure exposure) {
        this.exposure = exposure;
    }

    public ObjectNode of(Collection<Stack> stacks) {
        ObjectNode root = NODES.objectNode();
        root.put("format_version", FORMAT_VERSION);
        ArrayNode array = root.putArray("stacks");
        stacks.forEach(stack -> array.add(stack(stack)));
        return root;
    }

    public ObjectNode of(ContainerName name, Container container) {
        ObjectNode root = NODES.objectNode();
        root.put("format_version", FORMAT_VERSION);
        root.put("stack", name.stack());
        root.set("container", container(name.stack(), container));
        return root;
    }

    private ObjectNode stack(Stack stack) {
        ObjectNode node = NODES.objectNode();
        node.put("name", stack.name());
        ArrayNode networks = node.putArray("networks");
        stack.networks().values().forEach(network -> networks.add(network(network)));
        ArrayNode containers = node.putArray("containers");
        stack.containers().values().forEach(container -> containers.add(container(stack.name(), container)));
        return node;
    }

    private static ObjectNode network(Network network) {
        ObjectNode node = NODES.objectNode();
        node.put("name", network.name());
        node.put("bridge", network.bridge());
        strings(node.putArray("subnets"), network.subnets());
        strings(
                node.putArray("gateways"),
                network.gateways().stream().map(gateway -> gateway.address()).toList());
        if (network.mtu() != null) {
            node.put("mtu", network.mtu());
        }
        node.put("containers", network.ports());
        return node;
    }

    private ObjectNode container(String stack, Container container) {
        ObjectNode node = NODES.objectNode();
        node.put("name", container.name());
        Netns netns = container.netns();
        if (netns != null) {
            node.put("netns", netns.path().isEmpty() ? netns.name() : netns.path());
        }
        node.put("made", container.made());
        if (container.made()) {
            node.put("processes", container.processes());
        }
        ArrayNode interfaces = node.putArray("interfaces");
        container.interfaces().forEach(link -> interfaces.add(link(link)));
        ArrayNode published = node.putArray("published");
        container.published().forEach(binding -> published.add(binding(binding)));
        exposure.of(new ContainerName(stack, container.name()))
                .ifPresent(ports -> strings(node.putArray("exposed"), ports));
        ArrayNode routes = node.putArray("routes");
        container.routes().forEach(route -> routes.add(route(route)));
        ObjectNode files = node.putObject("files");
        for (ManagedFile file : container.files()) {
            ObjectNode shown = files.putObject(file.role().name().toLowerCase(Locale.ROOT));
            shown.put("path", file.location().path());
            strings(shown.putArray("lines"), container.lines(file.role()));
        }
        return node;
    }

    private static ObjectNode link(Interface link) {
        ObjectNode node = NODES.objectNode();
        node.put("name", link.name());
        node.put("network", link.network());
        strings(node.putArray("addresses"), link.addresses());
        if (link.macAddress() != null) {
            node.put("mac_address", link.macAddress().toString());
        }
        if (link.mtu() != null) {
            node.put("mtu", link.mtu());
        }
        node.put("host_end", link.hostEnd());
        return node;
    }

    private static ObjectNode binding(Binding binding) {
        ObjectNode node = NODES.objectNode();
        node.put("port", binding.port().number());
        node.put("protocol", binding.port().protocol().toString());
        node.put("host_ip", binding.hostIp().toString());
        node.put("host_port", binding.hostPort());
        return node;
    }

    private static ObjectNode route(Route route) {
        ObjectNode node = NODES.objectNode();
        node.put("destination", route.destination().toString());
        if (route.gateway() != null) {
            node.put("via", route.gateway().toString());
        }
        if (route.link() != null) {
            node.put("interface", route.link());
        }
        return node;
    }

    private static void strings(ArrayNode array, Collection<?> values) {
        values.forEach(value -> array.add(value.toString()));
    }
}
