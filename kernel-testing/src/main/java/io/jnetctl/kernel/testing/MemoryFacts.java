package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.HostFacts.OccupiedPrefix;
import io.jnetctl.kernel.Listener;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The facts about a host that are nobody's resource. */
final class MemoryFacts {
    private static final String NAMESERVER = "nameserver ";

    private final MemoryHost host;
    private final Map<Long, Netns> made;
    private final Scope scope;

    MemoryFacts(MemoryHost host, Map<Long, Netns> made, Scope scope) {
        this.host = host;
        this.made = made;
        this.scope = scope;
    }

    HostFacts gather() {
        return new HostFacts(
                occupied(), nameservers(), processes(), stacks(), host.firewall.facts(), notes(), listeners());
    }

    private Map<String, String> notes() {
        Map<String, String> notes = new HashMap<>(host.notes);
        notes.keySet().retainAll(scope.stacks());
        return notes;
    }

    private List<Listener> listeners() {
        Set<Port> ports = scope.ports();
        return ports == null ? List.of() : host.sockets.seen(ports);
    }

    private List<OccupiedPrefix> occupied() {
        Set<OccupiedPrefix> occupied = new LinkedHashSet<>();
        for (MemoryLinks.Link link : host.links.of(MemoryNamespaces.HOST)) {
            for (MemoryAddresses.Held held : host.addresses.of(link.id())) {
                if (MemoryObservation.isPublic(held.address().address())) {
                    occupied.add(new OccupiedPrefix(
                            held.address().network(), link.at().name()));
                }
            }
        }
        for (MemoryRoutes.Held route : host.routes.of(MemoryNamespaces.HOST)) {
            Cidr destination = route.at().destination();
            if (destination.prefixLength() > 0) {
                String link = route.link() == 0
                        ? null
                        : host.links.byId(route.link()).at().name();
                occupied.add(new OccupiedPrefix(destination, link));
            }
        }
        return new ArrayList<>(occupied);
    }

    private List<IpAddress> nameservers() {
        String text = host.files
                .find("/etc/resolv.conf")
                .map(MemoryFiles.HeldFile::text)
                .orElse("");
        return text.lines()
                .filter(line -> line.startsWith(NAMESERVER))
                .flatMap(line ->
                        IpAddress.tryParse(line.substring(NAMESERVER.length()).strip()).stream())
                .toList();
    }

    private Map<String, Integer> processes() {
        Map<String, Integer> processes = new TreeMap<>();
        made.forEach((id, netns) -> {
            int count = host.namespaces.processesIn(id);
            if (count > 0) {
                processes.put(netns.name(), count);
            }
        });
        return processes;
    }

    private Set<String> stacks() {
        Set<String> stacks = new TreeSet<>();
        host.namespaces.alive().keySet().stream()
                .flatMap(netns -> host.links.of(netns).stream())
                .forEach(link -> addStack(stacks, link.mark()));
        host.firewall.all().values().stream()
                .flatMap(chain -> chain.rules().stream())
                .forEach(rule -> addStack(stacks, rule.mark()));
        host.sysctls.records().values().forEach(record -> addStack(stacks, record.owner()));
        return stacks;
    }

    private static void addStack(Set<String> stacks, @Nullable Owner owner) {
        if (owner != null) {
            stacks.add(owner.stack());
        }
    }
}
