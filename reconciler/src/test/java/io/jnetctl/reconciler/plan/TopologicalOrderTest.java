package io.jnetctl.reconciler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Namespace;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.fixture.States;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Kahn's algorithm with a total tie-break. */
final class TopologicalOrderTest {
    private final Node a = add(0, new Namespace("shop.a", true));
    private final Node b = add(1, new Namespace("shop.b", true));
    private final Node c = add(2, new Namespace("shop.c", true));
    private final Node d = add(3, new Namespace("shop.d", true));

    private static Node add(int place, Resource resource) {
        Operation operation = new Operation.Add(resource, new Owner("shop", ""));
        return new Node(Action.ADD, operation, List.of(), "", Disruption.NONE, place);
    }

    private static Node remove(int place, Resource resource) {
        return new Node(Action.REMOVE, new Operation.Remove(resource), List.of(), "", Disruption.NONE, place);
    }

    private static List<String> order(List<Node> nodes) {
        return TopologicalOrder.of(nodes).stream().map(Node::toString).toList();
    }

    @Test
    void diamond() {
        a.after(b);
        a.after(c);
        b.after(d);
        c.after(d);
        assertEquals(
                List.of("add namespace shop.d", "add namespace shop.b", "add namespace shop.c", "add namespace shop.a"),
                order(List.of(a, b, c, d)));
    }

    @Test
    void withoutEdgesThePlaceInTheManifestDecidesWhateverTheOrderOfTheNodes() {
        List<Node> nodes = new ArrayList<>(List.of(a, b, c, d));
        List<String> expected = order(nodes);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(nodes, new Random(seed));
            assertEquals(expected, order(nodes));
        }
    }

    @Test
    void whatIsMadeComesBeforeWhatIsTakenAway() {
        Node gone = remove(0, new Namespace("shop.old", true));
        assertEquals(List.of("add namespace shop.a", "remove namespace shop.old"), order(List.of(gone, a)));
    }

    @Test
    void kindsAreMadeFromTheGroundUpAndTakenAwayFromTheTopDown() {
        Node bridge = add(0, States.bridge("br0"));
        Node oldBridge = remove(0, States.bridge("br1"));
        Node oldNamespace = remove(1, new Namespace("shop.old", true));
        assertEquals(
                List.of("add namespace shop.b", "add bridge br0", "remove bridge br1", "remove namespace shop.old"),
                order(List.of(oldNamespace, oldBridge, bridge, b)));
    }

    @Test
    void aCycleIsRefusedWithItsPath() {
        a.after(b);
        b.after(c);
        c.after(a);
        d.after(a);
        CyclicPlanException cycle =
                assertThrows(CyclicPlanException.class, () -> TopologicalOrder.of(List.of(a, b, c, d)));
        assertEquals(
                "these steps wait for each other: add namespace shop.a -> add namespace shop.b -> add namespace shop.c"
                        + " -> add namespace shop.a",
                cycle.getMessage());
    }

    @Test
    void aNodeDoesNotWaitForItself() {
        a.after(a);
        assertEquals(List.of("add namespace shop.a"), order(List.of(a)));
    }
}
