package io.jnetctl.kernel.flow;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Whether a flow is one of many patterns', without asking each: by its host port, and by its addresses. */
public final class FlowFilter implements Predicate<Flow> {
    private final Map<HostPort, List<FlowPattern>> byPort = new HashMap<>();
    private final Set<IpAddress> addresses = new HashSet<>();
    private final Set<Family> families = new HashSet<>();
    private final Set<IpAddress> local;

    private record HostPort(int protocol, int port) {}

    /** @param local the addresses of the host: a translation that names none is of these and of no others */
    public FlowFilter(Collection<FlowPattern> patterns, Set<IpAddress> local) {
        this.local = Set.copyOf(local);
        for (FlowPattern pattern : patterns) {
            switch (pattern) {
                case FlowPattern.LedBy(Translation gone) -> index(gone, pattern);
                case FlowPattern.Missed(Translation made) -> index(made, pattern);
                case FlowPattern.With(IpAddress address) -> {
                    addresses.add(address);
                    families.add(address.family());
                }
            }
        }
    }

    private void index(Translation translation, FlowPattern pattern) {
        families.add(translation.family());
        for (int port = translation.ports().first(); port <= translation.ports().last(); port++) {
            byPort.computeIfAbsent(new HostPort(translation.protocol().number(), port), absent -> new ArrayList<>())
                    .add(pattern);
        }
    }

    /** The families of the flows that it may let through. */
    public Set<Family> families() {
        return Set.copyOf(families);
    }

    @Override
    public boolean test(Flow flow) {
        return isWithAddress(flow)
                || byPort
                        .getOrDefault(
                                new HostPort(flow.protocol(), flow.original().destinationPort()), List.of())
                        .stream()
                        .anyMatch(pattern -> matches(pattern, flow));
    }

    private boolean isWithAddress(Flow flow) {
        return addresses.contains(flow.original().source())
                || addresses.contains(flow.original().destination())
                || addresses.contains(flow.reply().source())
                || addresses.contains(flow.reply().destination());
    }

    private boolean matches(FlowPattern pattern, Flow flow) {
        return switch (pattern) {
            case FlowPattern.LedBy(Translation gone) -> gone.covers(flow) && gone.led(flow);
            case FlowPattern.Missed(Translation made) ->
                made.covers(flow)
                        && !made.led(flow)
                        && (made.destination() != null
                                || isLocal(flow.original().destination()))
                        && !(flow.assured() && flow.protocol() == Protocol.TCP.number());
            case FlowPattern.With _ -> false;
        };
    }

    private boolean isLocal(IpAddress address) {
        return address.isLoopback() || local.contains(address);
    }
}
