package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Link;
import io.jnetctl.schema.PublishedPort;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The environment variables that a container gets of its links, as Docker's links gave them. */
final class LinkVariables {
    private static final Set<String> NOT_PASSED_ON = Set.of("HOME", "PATH");

    private final LinkSources sources;

    LinkVariables(LinkSources sources) {
        this.sources = sources;
    }

    /** Sorted by name. */
    SortedMap<String, String> of(String stack, Container container) {
        SortedMap<String, String> variables = new TreeMap<>();
        for (Link link : container.links()) {
            sources.find(stack, container, link).ifPresent(source -> {
                String prefix = link.alias().toUpperCase(Locale.ROOT).replace('-', '_');
                variables.put(prefix + "_NAME", "/" + container.name() + "/" + link.alias());
                ports(prefix, source, variables);
                source.container().environment().forEach((name, value) -> {
                    if (isPassedOn(name, value)) {
                        variables.put(prefix + "_ENV_" + name, value);
                    }
                });
            });
        }
        return variables;
    }

    /** A value with a line break has no form that both systemd and docker read. */
    static boolean isPassedOn(String name, String value) {
        return !NOT_PASSED_ON.contains(name) && value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
    }

    /** What a container offers to its neighbours: published ports count as exposed. */
    static NavigableSet<Port> exposed(Container container) {
        NavigableSet<Port> ports = new TreeSet<>(container.expose());
        container.publish().stream().map(PublishedPort::target).forEach(ports::add);
        return ports;
    }

    private static void ports(String prefix, Endpoint source, Map<String, String> variables) {
        List<Port> ports = List.copyOf(exposed(source.container()));
        if (ports.isEmpty()) {
            return;
        }
        IpAddress ipv4 = source.address(Family.V4);
        IpAddress address = ipv4 != null ? ipv4 : source.allAddresses().getFirst();
        variables.put(prefix + "_PORT", url(ports.getFirst(), address));
        for (Port port : ports) {
            String name = name(prefix, port);
            variables.put(name, url(port, address));
            variables.put(name + "_ADDR", address.toString());
            variables.put(name + "_PORT", Integer.toString(port.number()));
            variables.put(name + "_PROTO", port.protocol().toString());
        }
        for (int from = 0; from < ports.size(); ) {
            int to = endOfRun(ports, from);
            if (to > from) {
                String name = name(prefix, ports.get(from));
                variables.put(name + "_START", url(ports.get(from), address));
                variables.put(name + "_END", url(ports.get(to), address));
                variables.put(
                        name + "_PORT_START", Integer.toString(ports.get(from).number()));
                variables.put(name + "_PORT_END", Integer.toString(ports.get(to).number()));
            }
            from = to + 1;
        }
    }

    private static int endOfRun(List<Port> ports, int from) {
        int to = from;
        while (to + 1 < ports.size()
                && ports.get(to + 1).protocol() == ports.get(to).protocol()
                && ports.get(to + 1).number() == ports.get(to).number() + 1) {
            to++;
        }
        return to;
    }

    private static String name(String prefix, Port port) {
        return prefix + "_PORT_" + port.number() + "_"
                + port.protocol().toString().toUpperCase(Locale.ROOT);
    }

    private static String url(Port port, IpAddress address) {
        String host = address.family() == Family.V4 ? address.toString() : "[" + address + "]";
        return port.protocol() + "://" + host + ":" + port.number();
    }
}
