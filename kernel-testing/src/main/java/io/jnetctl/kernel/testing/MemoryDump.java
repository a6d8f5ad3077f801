package io.jnetctl.kernel.testing;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.flow.Flow;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a host: namespaces with their links, addresses, routes and settings, then the firewall, then the flows, then the files. */
final class MemoryDump {
    private final MemoryHost host;
    private final StringBuilder text = new StringBuilder();

    MemoryDump(MemoryHost host) {
        this.host = host;
    }

    String text() {
        List<Long> namespaces = host.namespaces.alive().keySet().stream()
                .sorted(Comparator.comparing((Long id) -> id != MemoryNamespaces.HOST)
                        .thenComparing(host.namespaces::nameOf))
                .toList();
        namespaces.forEach(this::namespace);
        host.firewall.all().values().stream()
                .filter(chain -> !chain.at().isBuiltIn() || !chain.rules().isEmpty())
                .forEach(this::chain);
        host.flows.all().forEach(this::flow);
        host.flows.noted().forEach(flows -> line(0, "stale flows ", flows.toString()));
        host.files.all().forEach(this::file);
        host.journal.read().ifPresent(_ -> line(0, "journal"));
        host.sockets.all().forEach(socket -> line(0, "socket ", socket.protocol() + ": ", socket.toString()));
        return text.toString();
    }

    private void line(int indent, String... parts) {
        text.repeat(' ', indent * 2);
        for (String part : parts) {
            text.append(part);
        }
        text.append('\n');
    }

    private void namespace(long id) {
        MemoryLinks.Link lo = host.links.loopback(id);
        int processes = host.namespaces.processesIn(id);
        line(
                0,
                "namespace ",
                host.namespaces.nameOf(id),
                mark(lo.mark()),
                lo.up() ? "" : ", lo down",
                processes == 0 ? "" : ", processes: " + processes);
        host.links.of(id).stream().filter(link -> !link.isLoopback()).forEach(this::link);
        host.routes.of(id).forEach(this::route);
        host.sysctls.values().forEach((at, value) -> {
            if (at.netns() == id) {
                setting(at, value);
            }
        });
    }

    private void link(MemoryLinks.Link link) {
        StringBuilder words = new StringBuilder(link.type());
        if (link.peer() != 0) {
            MemoryLinks.LinkName peer = host.links.byId(link.peer()).at();
            words.append(" to ")
                    .append(host.namespaces.nameOf(peer.netns()))
                    .append('/')
                    .append(peer.name());
        }
        if (link.master() != 0) {
            words.append(", port of ")
                    .append(host.links.byId(link.master()).at().name());
        }
        if (!host.links.isMadeUp(link)) {
            words.append(", mac ").append(link.mac());
        }
        words.append(", mtu ").append(link.mtu()).append(link.up() ? ", up" : ", down");
        words.append(link.port().isolated() ? ", isolated" : "");
        words.append(link.port().hairpin() ? ", hairpin" : "");
        NetworkPolicy policy = link.policy();
        words.append(policy == null || policy.equals(NetworkPolicy.NONE) ? "" : ", " + policy);
        line(1, "link ", link.at().name(), ": ", words.toString(), mark(link.mark()));
        // The kernel keeps a list a family: their order between each other means nothing.
        host.addresses.of(link.id()).stream()
                .sorted(Comparator.comparing(MemoryAddresses.Held::family))
                .forEach(held -> line(
                        2,
                        "address ",
                        held.address().toString(),
                        held.secondary() ? ", secondary" : "",
                        held.ours() ? "" : ", foreign"));
        host.proxies
                .of(link.id())
                .forEach(
                        held -> line(2, "proxy neighbour ", held.address().toString(), held.ours() ? "" : ", foreign"));
    }

    private void route(MemoryRoutes.Held route) {
        StringBuilder words = new StringBuilder(route.at().destination().toString());
        words.append(" metric ").append(route.at().metric());
        if (route.link() == 0) {
            words.append(" blackhole");
        } else {
            if (route.gateway() != null) {
                words.append(" via ").append(route.gateway());
            }
            words.append(" dev ").append(host.links.byId(route.link()).at().name());
        }
        line(1, "route ", words.toString(), route.ours() ? "" : ", foreign");
    }

    private void setting(MemorySysctls.Place at, String value) {
        String was = host.sysctls
                .record(at)
                .map(record -> ", was " + record.before() + mark(record.owner()))
                .orElse("");
        line(1, "sysctl ", at.name(), " = ", value, was);
    }

    private void chain(MemoryFirewall.HeldChain chain) {
        MemoryFirewall.ChainName at = chain.at();
        line(0, at.family() == Family.V4 ? "iptables " : "ip6tables ", at.table(), " ", at.name());
        chain.rules().forEach(rule -> line(1, String.join(" ", rule.arguments()), mark(rule.mark())));
    }

    private void flow(Flow flow) {
        line(0, "flow ", Integer.toString(flow.protocol()), " ", ends(flow.original()), ", reply ", ends(flow.reply()));
    }

    private static String ends(Flow.Tuple tuple) {
        return tuple.source() + " " + tuple.sourcePort() + " -> " + tuple.destination() + " " + tuple.destinationPort();
    }

    private void file(String path, MemoryFiles.HeldFile file) {
        line(0, "file ", path);
        file.text().lines().forEach(line -> line(1, line));
    }

    private static String mark(@Nullable Owner owner) {
        return owner == null ? "" : ", " + owner;
    }
}
