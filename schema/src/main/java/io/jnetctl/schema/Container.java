package io.jnetctl.schema;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace with names, addresses, links and ports.
 *
 * @param hostname its own name when none is written
 * @param attachments in the order of its interfaces; empty unless the mode is {@code Networks}
 * @param expose without repeats, in the order written
 * @param publish without repeats, in the order written
 * @param publishAll publish every exposed port at a dynamic host port
 * @param environment what a link passes on
 * @param dns name servers; empty: the host's
 * @param attach null: jnetctl makes the namespace
 * @param sysctls of the namespace, by dotted name
 */
public record Container(
        String name,
        String hostname,
        NetworkMode mode,
        List<Attachment> attachments,
        List<Port> expose,
        List<PublishedPort> publish,
        boolean publishAll,
        List<Link> links,
        SortedMap<String, String> environment,
        List<ExtraHost> extraHosts,
        List<IpAddress> dns,
        List<String> dnsSearch,
        @Nullable Attach attach,
        SortedMap<String, String> sysctls,
        SourcePos pos) {
    public Container {
        attachments = List.copyOf(attachments);
        expose = List.copyOf(expose);
        publish = List.copyOf(publish);
        links = List.copyOf(links);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        extraHosts = List.copyOf(extraHosts);
        dns = List.copyOf(dns);
        dnsSearch = List.copyOf(dnsSearch);
        sysctls = Collections.unmodifiableSortedMap(new TreeMap<>(sysctls));
    }

    /** What it offers to its neighbours: published ports count as exposed. */
    public NavigableSet<Port> exposed() {
        NavigableSet<Port> ports = new TreeSet<>(expose);
        publish.stream().map(PublishedPort::target).forEach(ports::add);
        return ports;
    }

    public Optional<Attachment> attachment(String network) {
        return attachments.stream().filter(a -> a.network().equals(network)).findFirst();
    }
}
