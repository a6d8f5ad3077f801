package io.jnetctl.reconciler.plan;

import io.jnetctl.kernel.resource.Kinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Kahn's algorithm with a total tie-break, so that a plan prints the same every time: what is made and set comes before what is taken away,
 * then by kind (so that one transaction can hold many), then by place in the manifest.
 */
final class TopologicalOrder {
    private static final Map<String, Integer> KIND_RANK = new HashMap<>();

    static {
        for (int i = 0; i < Kinds.ALL.size(); i++) {
            KIND_RANK.put(Kinds.ALL.get(i).name(), i);
        }
    }

    private static final Comparator<Node> TIE_BREAK = TopologicalOrder::compare;

    private TopologicalOrder() {}

    private static int compare(Node left, Node right) {
        if (left.action != right.action || !kind(left).equals(kind(right))) {
            int ranks = Integer.compare(rank(left), rank(right));
            if (ranks != 0) {
                return ranks;
            }
        }
        return left.sequence != right.sequence
                ? Integer.compare(left.sequence, right.sequence)
                : left.resource().key().compareTo(right.resource().key());
    }

    private static String kind(Node node) {
        return node.resource().kind().name();
    }

    private static int rank(Node node) {
        int rank = KIND_RANK.getOrDefault(kind(node), Kinds.ALL.size());
        return node.action == Action.REMOVE ? 2 * Kinds.ALL.size() - rank : rank - Kinds.ALL.size();
    }

    /** @throws CyclicPlanException naming the path, if there is no order */
    static List<Node> of(Collection<Node> nodes) {
        Map<Node, Integer> waitingFor = new HashMap<>();
        Map<Node, List<Node>> dependents = new HashMap<>();
        PriorityQueue<Node> ready = new PriorityQueue<>(TIE_BREAK);
        for (Node node : nodes) {
            waitingFor.put(node, node.before.size());
            if (node.before.isEmpty()) {
                ready.add(node);
            }
            for (Node earlier : node.before) {
                dependents.computeIfAbsent(earlier, unused -> new ArrayList<>()).add(node);
            }
        }
        List<Node> ordered = new ArrayList<>(nodes.size());
        while (!ready.isEmpty()) {
            Node node = ready.remove();
            ordered.add(node);
            waitingFor.remove(node);
            for (Node dependent : dependents.getOrDefault(node, List.of())) {
                if (waitingFor.merge(dependent, -1, Integer::sum) == 0) {
                    ready.add(dependent);
                }
            }
        }
        if (!waitingFor.isEmpty()) {
            throw new CyclicPlanException(cycle(waitingFor.keySet()));
        }
        return ordered;
    }

    /** Every node left waits for another one left, so that walking back from any must meet itself. */
    private static List<String> cycle(Set<Node> waiting) {
        Set<Node> path = new LinkedHashSet<>();
        Node at = Collections.min(waiting, TIE_BREAK);
        while (path.add(at)) {
            at = at.before.stream().filter(waiting::contains).min(TIE_BREAK).orElseThrow();
        }
        Node met = at;
        List<String> words = new ArrayList<>();
        path.stream().dropWhile(node -> node != met).forEach(node -> words.add(node.toString()));
        words.add(met.toString());
        return words;
    }
}
