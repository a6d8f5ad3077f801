package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.FirewallFacts;
import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Listener;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.reconciler.fixture.StackBuilder;
import io.jnetctl.reconciler.fixture.States;
import io.jnetctl.reconciler.resolve.PublishedRule.Source;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ports that a manifest comes to on a host, to be asked in a test. */
record Ports(List<ResolvedPort> resolved, List<Diagnostic> diagnostics) {
    /** A host in the making. */
    static final class Host {
        private final List<Observed.Entry> entries = new ArrayList<>();
        private final List<Listener> listeners = new ArrayList<>();

        Host foreign(Resource resource) {
            entries.add(new Observed.Entry(resource, null));
            return this;
        }

        Host address(String address) {
            return foreign(States.address(Netns.HOST, "eth9", address));
        }

        Host reserved(String ports) {
            return foreign(new Sysctl(Netns.HOST, "net.ipv4.ip_local_reserved_ports", ports));
        }

        /** A process; on {@code ::} for both families. */
        Host listens(String address, String port) {
            return listens(address, port, address.equals("::"));
        }

        Host listens(String address, String text, boolean bothFamilies) {
            Port port = Port.parse(text);
            listeners.add(new Listener(
                    port.protocol(),
                    IpAddress.parse(address),
                    bothFamilies,
                    port.number(),
                    new Listener.Holder(4711, "nginx")));
            return this;
        }

        /** Has a container's rule for {@code hostIp}, an empty one for all addresses. */
        Host publishes(String owner, String hostIp, String hostPort, String target, int targetPort) {
            IpAddress to = IpAddress.parse(target);
            PublishedRule published = new PublishedRule(
                    to.family(),
                    new Source.Anyone(),
                    IpAddress.tryParse(hostIp).orElse(null),
                    Port.parse(hostPort),
                    to,
                    targetPort);
            Rule rule = new Rule(to.family(), "nat", "JNET-TCP-0-63", published.arguments(), null);
            entries.add(new Observed.Entry(rule, Owner.parse("jnetctl:" + owner).orElseThrow()));
            return this;
        }

        /** What an apply of these ports leaves. */
        Host has(Ports applied) {
            for (ResolvedPort port : applied.resolved()) {
                publishes(
                        port.stack() + "/" + port.container(),
                        port.hostIp() == null ? "" : port.hostIp().toString(),
                        new Port(port.hostPort(), port.protocol()).toString(),
                        port.target().toString(),
                        port.targetPort());
            }
            return this;
        }

        Observed observed() {
            return Observed.of(
                    entries,
                    new HostFacts(
                            List.of(),
                            List.of(),
                            Map.of(),
                            Set.of(),
                            FirewallFacts.of("iptables"),
                            Map.of(),
                            listeners));
        }

        Ports of(StackBuilder... stacks) {
            return Ports.of(StackBuilder.manifest(stacks), observed());
        }
    }

    static Host host() {
        return new Host();
    }

    static Ports of(StackBuilder... stacks) {
        return host().of(stacks);
    }

    static Ports of(Manifest manifest, Observed observed) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        Networks networks = Networks.resolve(manifest, observed, diagnostics);
        Endpoints endpoints = Endpoints.resolve(
                manifest, networks, owner -> Netns.named(owner.stack() + "." + owner.object()), observed, diagnostics);
        return new Ports(PortAllotment.allot(manifest, networks, endpoints, observed, diagnostics), diagnostics);
    }

    /** As {@code web 127.0.0.1:8080->10.0.0.2:80/udp}; tcp is not named. */
    List<String> lines() {
        return resolved.stream()
                .map(port -> port.container() + " "
                        + (port.hostIp() == null ? (port.family().bits() == 32 ? "*" : "[*]") : port.hostIp()) + ":"
                        + port.hostPort() + "->" + port.target() + ":" + port.targetPort()
                        + (port.protocol() == Protocol.TCP ? "" : "/" + port.protocol()))
                .toList();
    }

    /** The ports of the host of one container, each once. */
    List<Integer> hostPorts(String container) {
        return resolved.stream()
                .filter(port -> port.container().equals(container))
                .map(ResolvedPort::hostPort)
                .distinct()
                .toList();
    }

    List<String> errors() {
        return diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::message)
                .toList();
    }

    List<String> warnings() {
        return diagnostics.stream()
                .filter(diagnostic -> !diagnostic.isError())
                .map(Diagnostic::message)
                .toList();
    }
}
