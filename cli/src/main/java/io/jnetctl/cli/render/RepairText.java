package io.jnetctl.cli.render;

import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.ProxyNeighbour;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.drift.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A repair in one line: {@code repaired 2 of stack shop: address shop.web/eth0 10.10.0.5/24 was missing; ...}. */
public final class RepairText {
    /** So many are named; of more, how many more there are. */
    private static final int NAMED = 5;

    private RepairText() {}

    /**
     * @param differences that were found and are no more
     * @param resources what was done something to
     */
    public static String of(Set<String> stacks, List<Difference> differences, List<Resource> resources) {
        String of = " of " + (stacks.size() == 1 ? "stack " : "stacks ") + String.join(", ", stacks) + ": ";
        List<Difference> causes = differences.stream()
                .filter(difference -> difference.lostWith() == null)
                .toList();
        if (causes.isEmpty()) {
            return "repaired " + resources.size() + of + names(resources);
        }
        List<String> words = new ArrayList<>();
        for (DriftRow row : DriftRows.of(causes, false)) {
            words.add(words(row));
        }
        int lost = differences.size() - causes.size();
        return "repaired " + differences.size() + of + limited(words, "; ")
                + (lost == 0 ? "" : "; and " + lost + " lost with " + (causes.size() == 1 ? "it" : "them"));
    }

    private static String words(DriftRow row) {
        String what = row.kind() + " " + row.label();
        String details = row.kind().equals(DriftRows.FIREWALL) ? "" : String.join(", ", row.details());
        return switch (row.state()) {
            case MISSING -> (what + " " + details).strip() + " was missing";
            case CHANGED -> what + ": " + details;
            case UNEXPECTED, ORPHANED, IN_THE_WAY -> (what + " " + details).strip() + " was " + row.reason();
        };
    }

    /** Objects by kind and label. */
    public static String names(List<Resource> resources) {
        return limited(resources.stream().map(RepairText::name).toList(), ", ");
    }

    private static String name(Resource resource) {
        String name = resource.kind().name() + " " + Details.label(resource);
        return switch (resource) {
            case Address _, ProxyNeighbour _, Route _, Rule _ -> name + " " + Details.made(resource);
            default -> name;
        };
    }

    private static String limited(List<String> words, String separator) {
        int more = words.size() - NAMED;
        return more <= 1
                ? String.join(separator, words)
                : String.join(separator, words.subList(0, NAMED)) + separator + "and " + more + " more";
    }
}
