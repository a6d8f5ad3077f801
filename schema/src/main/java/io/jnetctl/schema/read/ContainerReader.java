package io.jnetctl.schema.read;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.schema.Attach;
import io.jnetctl.schema.Attachment;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.ExtraHost;
import io.jnetctl.schema.Link;
import io.jnetctl.schema.Network;
import io.jnetctl.schema.NetworkMode;
import io.jnetctl.schema.PublishedPort;
import io.jnetctl.schema.yaml.YamlNode.Entry;
import io.jnetctl.schema.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One entry of {@code containers:}. */
final class ContainerReader implements NamedEntries.EntryReader<Container> {
    private static final class Draft {
        @Nullable String hostname;

        NetworkMode mode = new NetworkMode.Networks();
        List<Attachment> attachments = List.of();
        List<List<Port>> expose = List.of();
        List<List<PublishedPort>> publish = List.of();
        boolean publishAll;
        List<Link> links = List.of();
        SortedMap<String, String> environment = new TreeMap<>();
        List<ExtraHost> extraHosts = List.of();
        List<IpAddress> dns = List.of();
        List<String> dnsSearch = List.of();

        @Nullable Attach attach;

        SortedMap<String, String> sysctls = new TreeMap<>();
    }

    private static final Shape<Draft> SHAPE = new Shape<Draft>("a container")
            .key("hostname", Names.HOST_NAME, (d, v) -> d.hostname = v)
            .key("networks", new AttachmentsReader(), (d, v) -> d.attachments = v)
            .key("network_mode", ModeReader.MODE, (d, v) -> d.mode = v)
            .elsewhere("net", "network_mode")
            .key("expose", Values.listOf(new ExposeReader()), (d, v) -> d.expose = v)
            .key("publish", Values.listOf(new PublishReader()), (d, v) -> d.publish = v)
            .elsewhere("ports", "publish")
            .key("publish_all", Values.FLAG, (d, v) -> d.publishAll = v)
            .key("links", Values.listOf(new LinkReader()), (d, v) -> d.links = v)
            .key("environment", new PairsReader(Names::variable), (d, v) -> d.environment = v)
            .elsewhere("env", "environment")
            .key("extra_hosts", new ExtraHostsReader(), (d, v) -> d.extraHosts = v)
            .elsewhere("add_host", "extra_hosts")
            .key("dns", Values.oneOrListOf(Values.ADDRESS), (d, v) -> d.dns = v)
            .key("dns_search", Values.oneOrListOf(Names.DOMAIN_NAME), (d, v) -> d.dnsSearch = v)
            .key("attach", new AttachReader(), (d, v) -> d.attach = v)
            .key("sysctls", new PairsReader(Names::sysctl), (d, v) -> d.sysctls = v);

    @Override
    public Optional<Container> read(Entry entry, Reading in) {
        Draft draft = new Draft();
        if (!NamedEntries.isNothing(entry.value())) {
            SHAPE.read(entry.value(), draft, in);
        }
        if (entry.value() instanceof Mapping mapping) {
            ModeReader.refuseConflicts(entry.key(), draft.mode, mapping, in);
        }
        return Optional.of(new Container(
                entry.key(),
                draft.hostname == null ? entry.key() : draft.hostname,
                draft.mode,
                attachments(draft, entry),
                draft.expose.stream().flatMap(List::stream).distinct().toList(),
                withoutRepeats(draft.publish),
                draft.publishAll,
                withoutRepeatedLinks(draft.links, in),
                draft.environment,
                draft.extraHosts,
                draft.dns,
                draft.dnsSearch,
                draft.attach,
                draft.sysctls,
                entry.pos()));
    }

    private static List<Attachment> attachments(Draft draft, Entry entry) {
        if (!(draft.mode instanceof NetworkMode.Networks)) {
            return List.of();
        }
        return draft.attachments.isEmpty()
                ? List.of(Attachment.plain(Network.PREDEFINED_BRIDGE, entry.pos()))
                : draft.attachments;
    }

    /** The same port written twice is one port. */
    private static List<PublishedPort> withoutRepeats(List<List<PublishedPort>> publish) {
        List<PublishedPort> ports = new ArrayList<>();
        Map<Long, List<PublishedPort>> byNumbers = new HashMap<>();
        for (List<PublishedPort> range : publish) {
            for (PublishedPort port : range) {
                long first = port.hostPorts() == null ? 0 : port.hostPorts().first();
                long numbers = first << Integer.SIZE | port.target().number();
                List<PublishedPort> near = byNumbers.computeIfAbsent(numbers, _ -> new ArrayList<>(1));
                if (near.isEmpty() || near.stream().noneMatch(other -> isSame(port, other))) {
                    near.add(port);
                    ports.add(port);
                }
            }
        }
        return ports;
    }

    private static boolean isSame(PublishedPort port, PublishedPort other) {
        return port.target().equals(other.target())
                && Objects.equals(port.hostPorts(), other.hostPorts())
                && Objects.equals(port.hostIp(), other.hostIp())
                && port.from().equals(other.from());
    }

    private static List<Link> withoutRepeatedLinks(List<Link> links, Reading in) {
        record Linked(String container, String alias) {}
        Set<Linked> seen = new HashSet<>();
        return links.stream()
                .filter(link -> {
                    boolean first = seen.add(new Linked(link.container(), link.alias()));
                    if (!first) {
                        in.warning(link.pos(), "this link is there twice", "remove one of them");
                    }
                    return first;
                })
                .toList();
    }
}
