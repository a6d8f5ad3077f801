package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.ExtraHost;
import io.jnetctl.schema.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a container's hosts file says, in the order of docs/manifest.md: fields separated by one tab, names by a space. */
final class HostsLines {
    private static final List<String> LOCALHOST = List.of("127.0.0.1\tlocalhost");
    private static final List<String> LOCALHOST_IPV6 = List.of(
            "::1\tlocalhost ip6-localhost ip6-loopback",
            "fe00::0\tip6-localnet",
            "ff00::0\tip6-mcastprefix",
            "ff02::1\tip6-allnodes",
            "ff02::2\tip6-allrouters");

    private final Endpoints endpoints;
    private final LinkSources sources;
    /** What a neighbour's lines are, by its host end: written once, however many read them. */
    private final Map<String, List<String>> said = new HashMap<>();

    private final Map<String, List<String>> saidOfIpv4 = new HashMap<>();

    HostsLines(Endpoints endpoints, LinkSources sources) {
        this.endpoints = endpoints;
        this.sources = sources;
    }

    /** Whether a container's own settings turn IPv6 off, so that nothing may speak of it there. */
    static boolean isIpv6Off(Container container) {
        return "1".equals(container.sysctls().get("net.ipv6.conf.all.disable_ipv6"));
    }

    /** Each line once: a link without an alias says what a neighbour's line says. */
    List<String> of(String stack, Container container) {
        List<Endpoint> own = endpoints.of(stack, container.name());
        Set<String> lines = new LinkedHashSet<>();
        own.forEach(endpoint ->
                endpoint.allAddresses().forEach(address -> lines.add(address + "\t" + container.hostname())));
        lines.addAll(LOCALHOST);
        if (!isIpv6Off(container)) {
            lines.addAll(LOCALHOST_IPV6);
        }
        container.extraHosts().forEach(host -> extra(host, own, lines));
        container.links().forEach(link -> link(stack, container, link, lines));
        own.forEach(endpoint -> neighbours(endpoint, container, lines));
        return List.copyOf(lines);
    }

    private static void extra(ExtraHost host, List<Endpoint> own, Set<String> lines) {
        IpAddress written = host.address();
        if (written != null) {
            lines.add(written + "\t" + host.name());
            return;
        }
        own.stream()
                .flatMap(endpoint -> endpoint.network().gateways().values().stream())
                .findFirst()
                .ifPresent(gateway -> lines.add(gateway + "\t" + host.name()));
    }

    private void link(String stack, Container container, Link link, Set<String> lines) {
        sources.find(stack, container, link).ifPresent(source -> {
            Set<String> names = new LinkedHashSet<>();
            names.add(link.alias());
            names.add(source.container().hostname());
            names.add(source.container().name());
            usable(source, container).forEach(address -> lines.add(address + "\t" + String.join(" ", names)));
        });
    }

    private void neighbours(Endpoint endpoint, Container container, Set<String> lines) {
        for (Endpoint other : endpoints.on(endpoint.network())) {
            if (!other.netns().equals(endpoint.netns())) {
                Map<String, List<String>> known = isIpv6Off(container) ? saidOfIpv4 : said;
                lines.addAll(known.computeIfAbsent(other.hostLink(), unused -> saidOf(other, container)));
            }
        }
    }

    private static List<String> saidOf(Endpoint neighbour, Container reader) {
        List<String> lines = new ArrayList<>();
        for (IpAddress address : usable(neighbour, reader)) {
            lines.add(address + "\t" + neighbour.container().name());
            neighbour.furtherNames().forEach(name -> lines.add(address + "\t" + name));
        }
        return lines;
    }

    private static List<IpAddress> usable(Endpoint source, Container reader) {
        return source.allAddresses().stream()
                .filter(address -> address.family() == Family.V4 || !isIpv6Off(reader))
                .toList();
    }
}
