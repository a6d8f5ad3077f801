package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Link;
import io.jnetctl.schema.NetworkMode;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A container's namespace, interfaces, addresses, routes and files. */
final class ContainerResources {
    private static final String RUNTIME_DIRECTORY = "/run/jnetctl";

    private final Endpoints endpoints;
    private final BridgePorts ports;
    private final HostsLines hosts;
    private final LinkVariables variables;
    private final LinkSources sources;
    private final Map<Owner, AttachedNetns> attached;
    private final Observed observed;
    private final DesiredEntries desired;
    private final List<Diagnostic> diagnostics;

    ContainerResources(
            Endpoints endpoints,
            BridgePorts ports,
            Map<Owner, AttachedNetns> attached,
            Observed observed,
            DesiredEntries desired,
            List<Diagnostic> diagnostics) {
        this.endpoints = endpoints;
        this.ports = ports;
        this.sources = new LinkSources(endpoints);
        this.hosts = new HostsLines(endpoints, sources);
        this.variables = new LinkVariables(sources);
        this.attached = attached;
        this.observed = observed;
        this.desired = desired;
        this.diagnostics = diagnostics;
    }

    /** Where the file of a container's link variables is. */
    static FileLocation environmentFile(String stack, String container) {
        return new FileLocation(RUNTIME_DIRECTORY, stack + "/" + container + ".env");
    }

    void add(String stack, Container container) {
        switch (container.mode()) {
            case NetworkMode.Host _, NetworkMode.SharedWith _ -> {}
            case NetworkMode.Networks _, NetworkMode.None _ -> addOwn(stack, container);
        }
    }

    private void addOwn(String stack, Container container) {
        Owner owner = new Owner(stack, container.name());
        AttachedNetns found = attached.get(owner);
        Netns netns = found != null ? found.netns() : Netns.named(stack + "." + container.name());
        @Nullable FileRoot etc = found != null ? found.etc() : FileRoot.ofNamed(netns.name());
        if (container.attach() == null) {
            desired.add(new Namespace(netns.name(), true), owner, "new container " + container.name(), container.pos());
        }
        container
                .sysctls()
                .forEach((name, value) -> desired.add(
                        new Sysctl(netns, name, value), owner, container.name() + " sets " + name, container.pos()));
        List<Endpoint> own = endpoints.of(stack, container.name());
        own.forEach(this::addInterface);
        new ContainerRoutes(desired).add(netns, own);
        addFiles(owner, container, netns, etc);
    }

    private void addInterface(Endpoint endpoint) {
        String network = endpoint.attachment().network();
        Owner owner = new Owner(endpoint.stack(), endpoint.container().name() + "/" + network);
        String reason = endpoint.container().name() + " joins " + network;
        var pos = endpoint.attachment().pos();
        desired.add(
                new Veth(
                        endpoint.hostLink(),
                        endpoint.netns(),
                        endpoint.interfaceName(),
                        endpoint.network().bridge(),
                        endpoint.macAddress(),
                        endpoint.network().mtu(),
                        true,
                        true,
                        ports.isolated(endpoint),
                        ports.hairpin(endpoint)),
                owner,
                reason,
                pos);
        endpoint.addresses()
                .values()
                .forEach(address -> desired.add(
                        new Address(endpoint.netns(), endpoint.interfaceName(), address), owner, reason, pos));
    }

    private void addFiles(Owner owner, Container container, Netns netns, @Nullable FileRoot etc) {
        if (etc != null) {
            desired.add(
                    settled(new ManagedFile(
                            Role.HOSTS, etc.file("hosts"), netns.name(), hosts.of(owner.stack(), container))),
                    owner,
                    "names that " + container.name() + " knows",
                    container.pos());
            List<String> resolver = resolver(container);
            if (!resolver.isEmpty()) {
                desired.add(
                        new ManagedFile(Role.RESOLV_CONF, etc.file("resolv.conf"), netns.name(), resolver),
                        owner,
                        "dns of " + container.name(),
                        container.pos());
            }
        } else {
            diagnostics.add(Diagnostic.warning(
                    container.pos(),
                    "container " + container.name()
                            + " has no /etc of its own, so that no hosts file is written for it",
                    "attach it by a name in /run/netns, or by the pid of a process with a mount namespace of its own"));
        }
        if (!container.links().isEmpty()) {
            environment(owner, container, netns);
        }
    }

    /** The file as it is, where it means the same to whoever looks a name up: the order of containers in a manifest is no change. */
    private ManagedFile settled(ManagedFile hostsFile) {
        return observed.get(hostsFile.key())
                .map(entry -> (ManagedFile) entry.resource())
                .filter(there -> HostsMeaning.isSame(there, hostsFile))
                .orElse(hostsFile);
    }

    private void environment(Owner owner, Container container, Netns netns) {
        SortedMap<String, String> found = variables.of(owner.stack(), container);
        List<String> lines = new ArrayList<>(found.size());
        found.forEach((name, value) -> lines.add(name + "=" + value));
        desired.add(
                new ManagedFile(
                        Role.ENVIRONMENT, environmentFile(owner.stack(), container.name()), netns.name(), lines),
                owner,
                "links of " + container.name(),
                container.pos());
        container.links().forEach(link -> warnOfLeftOut(owner.stack(), container, link));
    }

    private void warnOfLeftOut(String stack, Container container, Link link) {
        sources.find(stack, container, link)
                .ifPresent(source -> source.container().environment().entrySet().stream()
                        .filter(variable -> variable.getValue().indexOf('\n') >= 0
                                || variable.getValue().indexOf('\r') >= 0)
                        .forEach(variable -> diagnostics.add(Diagnostic.warning(
                                link.pos(),
                                "variable " + variable.getKey() + " of " + link.container() + " is not passed on to "
                                        + container.name() + ": its value has a line break",
                                null))));
    }

    private static List<String> resolver(Container container) {
        List<String> lines = new ArrayList<>();
        if (!container.dnsSearch().isEmpty()) {
            lines.add("search " + String.join(" ", container.dnsSearch()));
        }
        container.dns().forEach(server -> lines.add("nameserver " + server));
        return lines;
    }
}
