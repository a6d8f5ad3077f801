package io.jnetctl.cli.render;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.reconciler.diff.AttributeChange;
import io.jnetctl.reconciler.drift.Difference;
import io.jnetctl.reconciler.drift.Difference.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines of drift: an object each, but rules by what they are for, as plans show them. Told from the host's side: {@code mtu 1400 instead
 * of 1500}; of a file, {@code -} before a line that it lost and {@code +} before one that it got.
 */
final class DriftRows {
    /** So many chains and rules that no port or link speaks for are named rather than counted. */
    private static final int NAMED = 3;

    /** The kind of many chains and rules in one line. */
    static final String FIREWALL = "firewall";

    private DriftRows() {}

    /** @param verbose whether each object has a line of its own */
    static List<DriftRow> of(List<Difference> differences, boolean verbose) {
        RuleLines<Difference> lines = new RuleLines<>();
        Map<State, Long> shared = differences.stream()
                .filter(DriftRows::isShared)
                .collect(Collectors.groupingBy(Difference::state, Collectors.counting()));
        for (Difference difference : differences) {
            State state = difference.state();
            RuleWords words = verbose
                    ? null
                    : RuleWords.of(difference.resource(), owner(difference)).orElse(null);
            Object line = words == null ? difference.resource().key() : words.use();
            if (!verbose && isShared(difference) && shared.getOrDefault(state, 0L) > NAMED) {
                line = FIREWALL + " " + reason(difference);
            }
            Object group = state == State.CHANGED ? difference : state;
            lines.add(List.of(state, line), group, words, reason(difference), difference);
        }
        return lines.lines().stream().map(DriftRows::row).toList();
    }

    private static boolean isShared(Difference difference) {
        return isOfFirewall(difference.resource())
                && RuleWords.of(difference.resource(), "").isEmpty();
    }

    private static String owner(Difference difference) {
        Owner owner = difference.owner();
        return owner == null ? "" : owner.object();
    }

    private static boolean isOfFirewall(Resource resource) {
        return resource instanceof Chain || resource instanceof Rule;
    }

    private static DriftRow row(RuleLines.Line<Difference> line) {
        List<Difference> together = line.items();
        Difference first = together.getFirst();
        RuleUse use = line.use();
        if (use != null && (together.size() > 1 || first.state() != State.CHANGED)) {
            return new DriftRow(
                    first.state(), use.kind(), use.label(), List.of(use.detail(line.variants())), line.cause());
        }
        if (together.size() > 1) {
            String count = together.size() + " chains and rules";
            return new DriftRow(first.state(), FIREWALL, count, List.of("--verbose lists them"), line.cause());
        }
        Resource resource = first.resource();
        return new DriftRow(
                first.state(),
                resource.kind().name(),
                Details.label(resource),
                first.state() == State.CHANGED ? changed(first) : List.of(Details.made(resource)),
                line.cause());
    }

    private static String reason(Difference difference) {
        Resource lostWith = difference.lostWith();
        return lostWith == null
                ? difference.reason()
                : "lost with " + lostWith.kind().name() + " " + Details.label(lostWith);
    }

    private static List<String> changed(Difference difference) {
        List<String> words = new ArrayList<>();
        for (AttributeChange attribute : difference.attributes()) {
            if (difference.resource() instanceof ManagedFile && attribute.name().equals("lines")) {
                return LineChanges.between(lines(attribute.after()), lines(attribute.before()));
            }
            words.add(change(attribute));
        }
        String changes = String.join(", ", words);
        return switch (difference.resource()) {
            case Route route -> List.of(Details.destination(route) + " " + changes);
            case Rule rule -> List.of(Details.made(rule), "not at its place: " + changes);
            default -> List.of(changes);
        };
    }

    private static String change(AttributeChange attribute) {
        String name = attribute.name().equals("value") ? "" : attribute.name() + " ";
        return name + Details.text(attribute.before()) + " instead of " + Details.text(attribute.after());
    }

    private static List<String> lines(@Nullable Object value) {
        return value instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of();
    }
}
