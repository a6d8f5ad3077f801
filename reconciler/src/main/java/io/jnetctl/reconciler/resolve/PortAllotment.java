package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Port;
import io.jnetctl.inet.PortRange;
import io.jnetctl.inet.Protocol;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.schema.HostPortClaims;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gives out the ports of the host. Fixed ones go first; then everybody keeps what he has, as long as it is one that he could get; then
 * the rest is given out: ranges before ports that may be any, which are found by a hash, so that they are the same after a reboot.
 */
final class PortAllotment {
    /** Whoever's range ends first has the least choice. */
    private static final Comparator<PortRequest> ORDER = Comparator.comparingInt(request -> {
        PortRange written = request.published().hostPorts();
        return written == null ? Integer.MAX_VALUE : written.last();
    });

    private final Map<String, PortRange> dynamicRanges;
    private final TakenPorts taken;
    private final List<Diagnostic> diagnostics;
    private final HostPortClaims<PortRequest> claims = new HostPortClaims<>();
    /** No two requests are alike; to find that out from all that they say would take far longer than the allotment. */
    private final IdentityHashMap<PortRequest, Integer> given = new IdentityHashMap<>();

    private final Set<Search> exhausted = new HashSet<>();

    /** Where a container's ports are looked for; ports are only ever taken, so that what is not found once is not found later. */
    private record Search(Owner owner, PortRange range, Protocol protocol, List<IpAddress> addresses) {}

    private PortAllotment(Map<String, PortRange> dynamicRanges, TakenPorts taken, List<Diagnostic> diagnostics) {
        this.dynamicRanges = dynamicRanges;
        this.taken = taken;
        this.diagnostics = diagnostics;
    }

    /** All that is published, in the manifest's order. What cannot be is left out, with an error or a warning. */
    static List<ResolvedPort> allot(
            Manifest manifest,
            Networks networks,
            Endpoints endpoints,
            Observed observed,
            List<Diagnostic> diagnostics) {
        List<PortRequest> requests = PortRequests.collect(manifest, networks, endpoints, observed, diagnostics);
        if (requests.isEmpty()) {
            return List.of();
        }
        Map<String, PortRange> ranges = new HashMap<>();
        for (Stack stack : manifest.stacks()) {
            ranges.put(stack.name(), stack.defaults().portRange());
        }
        TakenPorts taken = new TakenPorts(Set.copyOf(ranges.keySet()), observed);
        return new PortAllotment(ranges, taken, diagnostics).allot(requests);
    }

    private List<ResolvedPort> allot(List<PortRequest> requests) {
        List<PortRequest> open = new ArrayList<>();
        for (PortRequest request : requests) {
            Optional<Port> fixed = request.published().fixedHostPort();
            if (fixed.isPresent()) {
                takeFixed(request, fixed.get());
            } else {
                open.add(request);
            }
        }
        // One order for both, so that several ports of one container that are told apart by nothing else do not change
        // places.
        open.sort(ORDER);
        open.forEach(this::keep);
        open.forEach(this::find);
        List<ResolvedPort> resolved = new ArrayList<>(requests.size());
        for (PortRequest request : requests) {
            Integer number = given.get(request);
            if (number != null) {
                resolved.addAll(request.resolve(number));
            }
        }
        return resolved;
    }

    private void takeFixed(PortRequest request, Port port) {
        if (taken.isFree(port)) {
            give(request, port.number());
            return;
        }
        Optional<Diagnostic> refusal = taken.otherStacks(port, request.addresses())
                .map(owner -> error(
                        request,
                        "host port " + port + " is published by container " + owner.stack() + "/" + owner.object()
                                + " already",
                        "choose another host port, or another host address for each"))
                .or(() -> taken.reachedListener(port, request.addresses())
                        .map(listener -> error(
                                request,
                                "host port " + port + " is in use: " + listener,
                                "stop it, choose another host port, or name an address of the host that it does not"
                                        + " listen at")));
        if (refusal.isPresent()) {
            diagnostics.add(refusal.get());
        } else {
            give(request, port.number());
        }
    }

    private void keep(PortRequest request) {
        PortRange range = range(request);
        int start = start(request, range);
        taken.now(request)
                .filter(range::contains)
                .boxed()
                .sorted(Comparator.comparingInt(number -> Math.floorMod(number - start, range.size())))
                .filter(number -> isAllowed(request, number))
                .findFirst()
                .ifPresent(number -> give(request, number));
    }

    private void find(PortRequest request) {
        if (given.containsKey(request)) {
            return;
        }
        PortRange range = range(request);
        Search search =
                new Search(request.owner(), range, request.published().target().protocol(), request.addresses());
        if (exhausted.contains(search)) {
            return; // What is said once of a container, and of thousands of its ports, is enough.
        }
        int start = start(request, range);
        OptionalInt free = IntStream.range(0, range.size())
                .map(i -> range.first() + (start - range.first() + i) % range.size())
                .filter(number -> isAllowed(request, number)
                        && taken.listener(request.port(number), request.addresses())
                                .isEmpty())
                .findFirst();
        if (free.isPresent()) {
            give(request, free.getAsInt());
        } else {
            exhausted.add(search);
            diagnostics.add(error(
                    request,
                    "container " + request.container().name() + " finds no free host port in " + range + "/"
                            + request.published().target().protocol() + " for "
                            + request.published().target() + holders(request, range),
                    request.published().hostPorts() != null
                            ? "choose a larger range"
                            : "choose a larger `port_range` in `defaults`"));
        }
    }

    /** Who has the ports of a small range. */
    private String holders(PortRequest request, PortRange range) {
        if (range.size() > 8) {
            return "";
        }
        return IntStream.rangeClosed(range.first(), range.last())
                .mapToObj(number -> number + ": " + holder(request, request.port(number)))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private String holder(PortRequest request, Port port) {
        List<IpAddress> addresses = request.addresses();
        return addresses.stream()
                .flatMap(address -> claims.holder(port, address).stream())
                .findFirst()
                .map(PortRequest::owner)
                .or(() -> taken.otherStacks(port, addresses))
                .map(owner -> "container " + owner.stack() + "/" + owner.object())
                .or(() -> taken.listener(port, addresses).map(Object::toString))
                .orElse("reserved by ip_local_reserved_ports");
    }

    private boolean isAllowed(PortRequest request, int number) {
        Port port = request.port(number);
        return request.addresses().stream()
                        .allMatch(address -> claims.holder(port, address).isEmpty())
                && taken.otherStacks(port, request.addresses()).isEmpty()
                && (request.published().hostPorts() != null || !taken.isReserved(number));
    }

    private void give(PortRequest request, int number) {
        Port port = request.port(number);
        given.put(request, number);
        for (IpAddress address : request.addresses()) {
            claims.add(port, address, request);
        }
        if (taken.isFree(port)) {
            return;
        }
        taken.listener(port, request.addresses())
                .ifPresent(listener -> diagnostics.add(Diagnostic.warning(
                        request.published().pos(),
                        listener + ", and hears nothing there: packets to host port " + port + " go to container "
                                + request.container().name(),
                        "stop it, or choose another host port")));
    }

    private PortRange range(PortRequest request) {
        PortRange written = request.published().hostPorts();
        return written != null ? written : dynamicRanges.getOrDefault(request.stack(), new PortRange(1, Port.MAX));
    }

    /** Where the search begins: a written range is taken from its start. */
    private static int start(PortRequest request, PortRange range) {
        if (request.published().hostPorts() != null) {
            return range.first();
        }
        byte[] digest = InterfaceNames.sha256(request.stack() + "/"
                + request.container().name() + " " + request.published().text());
        int hash = (digest[0] & 0xff) << 16 | (digest[1] & 0xff) << 8 | (digest[2] & 0xff);
        return range.first() + hash % range.size();
    }

    private static Diagnostic error(PortRequest request, String message, String hint) {
        return Diagnostic.error(request.published().pos(), message, hint);
    }
}
