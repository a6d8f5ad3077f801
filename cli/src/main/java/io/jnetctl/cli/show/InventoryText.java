package io.jnetctl.cli.show;

import io.jnetctl.cli.render.Style;
import io.jnetctl.cli.render.TextTable;
import io.jnetctl.cli.show.Inventory.Container;
import io.jnetctl.cli.show.Inventory.Interface;
import io.jnetctl.cli.show.Inventory.Network;
import io.jnetctl.cli.show.Inventory.Stack;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.schema.diagnostic.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An inventory as tables for people. Every part ends with a line end. */
public final class InventoryText {
    private final Style style;
    private final Exposure exposure;

    public InventoryText(Style style, Exposure exposure) {
        this.style = style;
        this.exposure = exposure;
    }

    /** All stacks, and the host's facts. */
    public String all(Inventory inventory) {
        if (inventory.stacks().isEmpty()) {
            return "No stacks on this host.\n" + facts(inventory.facts());
        }
        return inventory.stacks().values().stream().map(this::stack).collect(Collectors.joining("\n"))
                + facts(inventory.facts());
    }

    /** One stack's networks and containers. */
    public String stack(Stack stack) {
        StringBuilder out = new StringBuilder();
        out.append(style.bold("stack " + stack.name())).append('\n');
        TextTable networks = new TextTable("NETWORK", "BRIDGE", "SUBNET", "GATEWAY", "MTU", "CONTAINERS");
        for (Network network : stack.networks().values()) {
            networks.row(
                    network.name(),
                    network.bridge(),
                    joined(network.subnets()),
                    joined(network.gateways().stream()
                            .map(gateway -> gateway.address())
                            .toList()),
                    text(network.mtu()),
                    Integer.toString(network.ports()));
        }
        TextTable containers = new TextTable("CONTAINER", "INTERFACE", "NETWORK", "ADDRESS", "MAC", "NAMESPACE");
        stack.containers().values().forEach(container -> rows(container, containers));
        TextTable ports = new TextTable(
                exposure.isKnown()
                        ? new String[] {"CONTAINER", "EXPOSED", "PUBLISHED"}
                        : new String[] {"CONTAINER", "PUBLISHED"});
        stack.containers().values().forEach(container -> ports(stack.name(), container, ports));
        if (!networks.isEmpty()) {
            out.append('\n').append(networks.print(style));
        }
        if (!containers.isEmpty()) {
            out.append('\n').append(containers.print(style));
        }
        if (!ports.isEmpty()) {
            out.append('\n').append(ports.print(style));
        }
        return out.toString();
    }

    /** A row for a container that has any. */
    private void ports(String stack, Container container, TextTable table) {
        Collection<Port> exposed =
                exposure.of(new ContainerName(stack, container.name())).orElse(List.of());
        if (exposed.isEmpty() && container.published().isEmpty()) {
            return;
        }
        String published = joined(container.published());
        if (exposure.isKnown()) {
            table.row(container.name(), joined(exposed), published);
        } else {
            table.row(container.name(), published);
        }
    }

    private static void rows(Container container, TextTable table) {
        String netns = netns(container.netns());
        if (container.interfaces().isEmpty()) {
            table.row(container.name(), "-", "-", "-", "-", netns);
        }
        String name = container.name();
        for (Interface link : container.interfaces()) {
            table.row(name, link.name(), link.network(), joined(link.addresses()), text(link.macAddress()), netns);
            name = "";
            netns = "";
        }
    }

    /** All about one container. */
    public String container(ContainerName name, Container container) {
        StringBuilder out = new StringBuilder();
        out.append(style.bold("container " + name)).append('\n');
        out.append("namespace  ").append(netns(container.netns()));
        if (container.made()) {
            out.append("  (")
                    .append(container.processes())
                    .append(container.processes() == 1 ? " process)" : " processes)");
        }
        out.append('\n');
        if (!container.interfaces().isEmpty()) {
            TextTable links = new TextTable("INTERFACE", "NETWORK", "ADDRESS", "MAC", "MTU", "HOST END");
            for (Interface link : container.interfaces()) {
                links.row(
                        link.name(),
                        link.network(),
                        joined(link.addresses()),
                        text(link.macAddress()),
                        text(link.mtu()),
                        link.hostEnd());
            }
            out.append('\n').append(links.print(style));
        }
        Collection<Port> exposed = exposure.of(name).orElse(List.of());
        if (!exposed.isEmpty() || !container.published().isEmpty()) {
            TextTable ports = new TextTable("PORT", "PUBLISHED");
            SortedMap<Port, List<String>> hosts = new TreeMap<>();
            exposed.forEach(port -> hosts.put(port, List.of()));
            container
                    .published()
                    .forEach(binding -> hosts.merge(
                            binding.port(),
                            List.of(binding.host()),
                            (one, other) ->
                                    Stream.concat(one.stream(), other.stream()).toList()));
            hosts.forEach((port, at) -> ports.row(port.toString(), joined(at)));
            out.append('\n').append(ports.print(style));
        }
        if (!container.routes().isEmpty()) {
            TextTable routes = new TextTable("ROUTE", "VIA", "INTERFACE");
            for (Route route : container.routes()) {
                routes.row(route.destination().toString(), text(route.gateway()), text(route.link()));
            }
            out.append('\n').append(routes.print(style));
        }
        for (ManagedFile file : container.files()) {
            out.append('\n').append(style.dim(file.location().path())).append('\n');
            container
                    .lines(file.role())
                    .forEach(line -> out.append(Quoted.visible(line)).append('\n'));
        }
        return out.toString();
    }

    private String facts(HostFacts facts) {
        TextTable table = new TextTable("HOST", "");
        table.row(
                "firewall",
                facts.firewall().isMissing() ? "no iptables" : facts.firewall().version());
        table.row("nameservers", joined(facts.nameservers()));
        table.row(
                "in use",
                joined(facts.occupied().stream()
                        .map(HostFacts.OccupiedPrefix::prefix)
                        .distinct()
                        .toList()));
        return "\n" + table.print(style);
    }

    private static String netns(@Nullable Netns netns) {
        return netns == null ? "-" : netns.path().isEmpty() ? netns.name() : netns.path();
    }

    private static String joined(Collection<?> values) {
        return values.isEmpty() ? "-" : values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
