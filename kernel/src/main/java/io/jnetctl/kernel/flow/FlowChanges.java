package io.jnetctl.kernel.flow;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.StaleFlows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What operations on rules, addresses, links and namespaces mean for flows. What goes and comes back the same leaves none behind. */
public final class FlowChanges {
    private final List<Translation> gone = new ArrayList<>();
    private final List<Translation> made = new ArrayList<>();
    private final Set<Place> left = new LinkedHashSet<>();
    private final Set<Place> taken = new HashSet<>();
    private final Set<FlowPattern> leftOver = new LinkedHashSet<>();

    private record Place(Netns netns, IpAddress address) {}

    private FlowChanges() {}

    /**
     * @param lost the addresses that go with a link or a namespace of the removals among the operations, each a resource that holds
     *     {@link Address}es
     */
    public static FlowChanges of(List<Operation> operations, Map<Resource, List<Address>> lost) {
        FlowChanges changes = new FlowChanges();
        for (Operation operation : operations) {
            switch (operation) {
                case Operation.Add add -> changes.added(add.resource());
                case Operation.Remove remove -> {
                    changes.removed(remove.resource());
                    lost.getOrDefault(remove.resource(), List.of()).forEach(changes::removed);
                }
                case Operation.Update update -> {
                    // Attributes change in place; none of them is a translation's or an address's.
                }
            }
        }
        return changes;
    }

    private void added(Resource resource) {
        if (resource instanceof Rule rule) {
            Translation.of(rule).ifPresent(made::add);
        } else if (resource instanceof Address address) {
            taken.add(place(address));
        }
    }

    private void removed(Resource resource) {
        if (resource instanceof Rule rule) {
            Translation.of(rule).ifPresent(gone::add);
        } else if (resource instanceof Address address
                && tracksFlowsOf(address.address().address())) {
            left.add(place(address));
        } else if (resource instanceof StaleFlows stale) {
            leftOver.add(stale.flows());
        }
    }

    private static Place place(Address address) {
        return new Place(address.netns(), address.address().address());
    }

    /** Addresses that every host or link has say nothing about whose flow it is. */
    private static boolean tracksFlowsOf(IpAddress address) {
        return !address.isLoopback() && !address.isLinkLocal();
    }

    /** The flows that they leave behind, in the order of the operations. */
    public Set<FlowPattern> stale() {
        Set<FlowPattern> stale = new LinkedHashSet<>(leftOver);
        without(gone, made).forEach(old -> stale.add(new FlowPattern.LedBy(old)));
        joined(without(made, gone)).forEach(young -> stale.add(new FlowPattern.Missed(young)));
        left.stream()
                .filter(place -> !taken.contains(place))
                .map(place -> new FlowPattern.With(place.address()))
                .forEach(stale::add);
        return stale;
    }

    private static List<Translation> without(List<Translation> all, List<Translation> others) {
        if (others.isEmpty()) {
            return all;
        }
        Set<Translation> excluded = new HashSet<>(others);
        return all.stream().filter(each -> !excluded.contains(each)).toList();
    }

    /** Fewer that miss the same: to whichever port of its target a flow is led, a rule of another's or one that is gone led it there. */
    private static List<Translation> joined(List<Translation> translations) {
        List<Translation> joined = new ArrayList<>();
        for (Translation next : translations) {
            Translation both = joined.isEmpty() ? null : joined.getLast().joined(next);
            if (both == null) {
                joined.add(next);
            } else {
                joined.set(joined.size() - 1, both);
            }
        }
        return joined;
    }
}
