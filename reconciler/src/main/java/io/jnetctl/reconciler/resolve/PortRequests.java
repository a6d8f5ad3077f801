package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.schema.Container;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.PublishedPort;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a manifest's containers publish, and through which of their networks; warns of what cannot be reached. */
final class PortRequests {
    private final Endpoints endpoints;
    private final Set<IpAddress> hostAddresses;
    private final List<Diagnostic> diagnostics;
    private final List<PortRequest> requests = new ArrayList<>();

    private PortRequests(Endpoints endpoints, Set<IpAddress> hostAddresses, List<Diagnostic> diagnostics) {
        this.endpoints = endpoints;
        this.hostAddresses = hostAddresses;
        this.diagnostics = diagnostics;
    }

    /** In the manifest's order: of each container first what it publishes, then what it exposes besides where it publishes all. */
    static List<PortRequest> collect(
            Manifest manifest,
            Networks networks,
            Endpoints endpoints,
            Observed observed,
            List<Diagnostic> diagnostics) {
        PortRequests requests = new PortRequests(endpoints, hostAddresses(networks, observed), diagnostics);
        for (Stack stack : manifest.stacks()) {
            for (Container container : stack.containers()) {
                requests.add(stack.name(), container);
            }
        }
        return requests.requests;
    }

    /** Those that it has, and those that it is about to get; empty where nothing is known of it. */
    private static Set<IpAddress> hostAddresses(Networks networks, Observed observed) {
        Set<IpAddress> addresses = new HashSet<>();
        observed.all(Address.class).values().stream()
                .filter(address -> address.netns().equals(Netns.HOST))
                .forEach(address -> addresses.add(address.address().address()));
        if (!addresses.isEmpty()) {
            networks.owned()
                    .forEach(network -> addresses.addAll(network.gateways().values()));
        }
        return addresses;
    }

    private void add(String stack, Container container) {
        List<PublishedPort> all = new ArrayList<>(container.publish());
        if (container.publishAll()) {
            Set<Port> published = new HashSet<>();
            container.publish().forEach(port -> published.add(port.target()));
            container.expose().stream()
                    .filter(port -> !published.contains(port))
                    .forEach(port -> all.add(new PublishedPort(null, null, port, List.of(), container.pos())));
        }
        if (all.isEmpty()) {
            return;
        }
        List<Endpoint> own = endpoints.of(stack, container.name());
        Map<Family, Endpoint> through = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            ContainerRoutes.entrance(own, family).ifPresent(endpoint -> through.put(family, endpoint));
        }
        if (through.isEmpty()) {
            warn(
                    all.getFirst(),
                    "container " + container.name() + " publishes nothing: "
                            + (own.isEmpty() ? "it is on no network" : "its networks are internal"),
                    "put it on a network that is not internal as well");
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            boolean written = i < container.publish().size();
            add(stack, container, all.get(i), through, written);
        }
    }

    private void add(
            String stack, Container container, PublishedPort port, Map<Family, Endpoint> through, boolean written) {
        Map<Family, Endpoint> reached = through;
        IpAddress hostIp = port.hostIp();
        if (hostIp != null) {
            reached = new EnumMap<>(through);
            reached.keySet().removeIf(family -> family != hostIp.family());
            if (reached.isEmpty()) {
                warn(
                        port,
                        "port " + port.text() + " is not published: container " + container.name() + " has no "
                                + hostIp.family() + " address to publish it through",
                        "give a network of it a subnet of that family, or choose another address of the host");
                return;
            }
            warnOfStrangeAddress(container, port, hostIp);
        }
        String reason =
                container.name() + " publishes " + (written ? port.text() : port.target() + ", as all that it exposes");
        requests.add(new PortRequest(stack, container, port, reached, reason));
    }

    private void warnOfStrangeAddress(Container container, PublishedPort port, IpAddress hostIp) {
        boolean known = hostIp.isUnspecified()
                || hostIp.isLoopback()
                || hostIp.isLinkLocal()
                || hostAddresses.isEmpty()
                || hostAddresses.contains(hostIp);
        if (!known) {
            warn(
                    port,
                    "port " + port.text() + " of container " + container.name() + ": this host has no address "
                            + hostIp,
                    "nothing reaches the port there until it does");
        }
    }

    private void warn(PublishedPort port, String message, @Nullable String hint) {
        diagnostics.add(Diagnostic.warning(port.pos(), message, hint));
    }
}
