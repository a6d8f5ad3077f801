package io.jnetctl.cli.render;

import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.OtherLink;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.StaleFlows;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.kernel.resource.Veth;
import io.jnetctl.reconciler.diff.AttributeChange;
import io.jnetctl.reconciler.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is particular about a step, kind by kind: the two columns of a plan between the kind's word and the cause. */
final class Details {
    /** How many processes run in each made namespace that has any, by its name. */
    private final Map<String, Integer> processes;

    Details(Map<String, Integer> processes) {
        this.processes = processes;
    }

    /** What the step is about. */
    static String label(Resource resource) {
        return switch (resource) {
            case Route route -> route.netns().name();
            case Rule rule -> new Chain(rule.family(), rule.table(), rule.chain()).label();
            case Namespace _,
                    Bridge _,
                    Veth _,
                    OtherLink _,
                    Address _,
                    ProxyNeighbour _,
                    Sysctl _,
                    Chain _,
                    StaleFlows _,
                    ManagedFile _ -> resource.label();
        };
    }

    /** At least one line. */
    List<String> of(Step step) {
        return switch (step.operation()) {
            case Operation.Add add -> List.of(made(add.resource()));
            case Operation.Update update -> changed(update, step.attributes());
            case Operation.Remove remove -> List.of(removed(remove.resource()));
        };
    }

    /** What it is like, in one line; nothing where its label says all. */
    static String made(Resource resource) {
        return switch (resource) {
            case Namespace _, Chain _, StaleFlows _ -> "";
            case Bridge bridge -> words(bridge.macAddress(), mtu(bridge.mtu()), policy(bridge.policy()));
            case Veth veth ->
                words(
                        veth.master(),
                        Boolean.TRUE.equals(veth.isolated()) ? "isolated" : null,
                        Boolean.TRUE.equals(veth.hairpin()) ? "hairpin" : null,
                        veth.macAddress(),
                        mtu(veth.mtu()));
            case OtherLink link -> link.type();
            case Address address -> address.address().toString();
            case ProxyNeighbour proxy -> proxy.address().toString();
            case Route route -> route(route);
            case Sysctl sysctl -> text(sysctl.value());
            case Rule rule -> String.join(" ", rule.arguments());
            case ManagedFile file -> count(file);
        };
    }

    private static List<String> changed(Operation.Update update, List<AttributeChange> attributes) {
        return switch (update.resource()) {
            case ManagedFile after
            when update.changed().contains("lines") -> LineChanges.between(lines(update.before()), lines(after));
            case Sysctl _ -> List.of(attributes(attributes, ""));
            case Route route -> List.of(destination(route) + " " + attributes(attributes, "type"));
            case Namespace _,
                    Bridge _,
                    Veth _,
                    OtherLink _,
                    Address _,
                    ProxyNeighbour _,
                    Chain _,
                    Rule _,
                    StaleFlows _,
                    ManagedFile _ -> List.of(attributes(attributes, ""));
        };
    }

    private String removed(Resource resource) {
        return switch (resource) {
            case Namespace namespace -> running(processes.getOrDefault(namespace.name(), 0));
            case Sysctl sysctl -> text(sysctl.value()) + " -> what it was before";
            case Bridge _, Chain _, ManagedFile _ -> "";
            case StaleFlows _ -> "an interrupted change left them behind";
            case Veth _, OtherLink _, Address _, ProxyNeighbour _, Route _, Rule _ -> made(resource);
        };
    }

    private static String running(int count) {
        return switch (count) {
            case 0 -> "";
            case 1 -> "1 process runs in it";
            default -> count + " processes run in it";
        };
    }

    private static String attributes(List<AttributeChange> changes, String hidden) {
        return changes.stream()
                .filter(change -> !change.name().equals(hidden))
                .map(change -> (change.name().equals("value") ? "" : change.name() + " ") + text(change.before())
                        + " -> " + text(change.after()))
                .collect(Collectors.joining(", "));
    }

    private static String route(Route route) {
        if (route.type() == Route.Type.BLACKHOLE) {
            return "blackhole " + destination(route);
        }
        String via = route.gateway() == null ? "" : " via " + route.gateway();
        return destination(route) + via + (route.link() == null ? "" : " dev " + route.link());
    }

    static String destination(Route route) {
        return route.isDefault() ? "default" : route.destination().toString();
    }

    private static String count(ManagedFile file) {
        int count = lines(file).size();
        String noun = file.role() == ManagedFile.Role.ENVIRONMENT ? "variable" : "line";
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static List<String> lines(Resource resource) {
        return resource instanceof ManagedFile file ? Objects.requireNonNullElse(file.lines(), List.of()) : List.of();
    }

    /** Nothing where nothing is asked of the network. */
    private static @Nullable NetworkPolicy policy(@Nullable NetworkPolicy policy) {
        return NetworkPolicy.NONE.equals(policy) ? null : policy;
    }

    private static @Nullable String mtu(@Nullable Integer mtu) {
        return mtu == null ? null : "mtu " + mtu;
    }

    private static String words(@Nullable Object... parts) {
        List<String> words = new ArrayList<>();
        for (Object part : parts) {
            if (part != null && !part.toString().isEmpty()) {
                words.add(part.toString());
            }
        }
        return String.join(" ", words);
    }

    /** A value of an attribute. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case Boolean yes -> yes ? "yes" : "no";
            case String text when text.isEmpty() -> "none";
            default -> value.toString();
        };
    }
}
