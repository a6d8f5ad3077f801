package io.jnetctl.schema.compose;

import io.jnetctl.schema.diagnostic.Quoted;
import io.jnetctl.schema.yaml.YamlNode;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ports of a service in the forms that a manifest has for them. */
final class PublishedPorts {
    private static final Set<String> KEYS =
            Set.of("target", "published", "protocol", "host_ip", "mode", "name", "app_protocol");

    private final Complaints complaints;

    PublishedPorts(Complaints complaints) {
        this.complaints = complaints;
    }

    List<YamlNode> read(Service service) {
        return service.elements("ports").stream()
                .map(port -> port instanceof Mapping mapping ? longForm(service, mapping) : shortForm(port))
                .toList();
    }

    private Mapping longForm(Service service, Mapping port) {
        complaints.check(port, "a port of service " + Quoted.visible(service.name()), KEYS, Map.of());
        List<Entry> out = new ArrayList<>();
        for (Entry entry : port.entries()) {
            String text = Nodes.textOf(entry.value()).orElse("");
            boolean open = text.isEmpty() || (entry.key().equals("published") && text.equals("0"));
            switch (entry.key()) {
                case "target" -> out.add(entry);
                case "published", "protocol" -> {
                    if (!open) {
                        out.add(entry);
                    }
                }
                case "host_ip" -> {
                    if (!open) {
                        String address = text.startsWith("[") && text.endsWith("]")
                                ? text.substring(1, text.length() - 1)
                                : text;
                        out.add(new Entry(
                                entry.key(),
                                entry.pos(),
                                Nodes.text(address, entry.value().pos())));
                    }
                }
                default -> {}
            }
        }
        return new Mapping(out, port.pos());
    }

    /** Without the colons that unset variables leave: no address is all of them, no host port is any. */
    private static YamlNode shortForm(YamlNode port) {
        String text = Nodes.textOf(port).orElse("");
        long colons = text.chars().filter(c -> c == ':').count();
        if (!text.startsWith(":") || colons > 2) {
            return port;
        }
        return Nodes.text(text.substring(text.startsWith("::") ? 2 : 1), port.pos());
    }
}
