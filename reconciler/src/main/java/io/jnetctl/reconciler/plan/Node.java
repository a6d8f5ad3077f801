package io.jnetctl.reconciler.plan;

import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Disruption;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.diff.AttributeChange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A step before it has a place: what it does, and the nodes that must be done first. Identity is the object's own. */
final class Node {
    final Action action;
    final Operation operation;
    final List<AttributeChange> attributes;
    final String cause;
    final Disruption disruption;
    /** Place of the resource in the manifest or the observation, to break ties the same way every time. */
    final int sequence;

    final Set<Node> before = new LinkedHashSet<>();

    Node(
            Action action,
            Operation operation,
            List<AttributeChange> attributes,
            String cause,
            Disruption disruption,
            int sequence) {
        this.action = action;
        this.operation = operation;
        this.attributes = attributes;
        this.cause = cause;
        this.disruption = disruption;
        this.sequence = sequence;
    }

    Resource resource() {
        return operation.resource();
    }

    /** This node runs only after {@code other}. */
    void after(Node other) {
        if (other != this) {
            before.add(other);
        }
    }

    @Override
    public String toString() {
        return action.word() + " " + resource().kind().name() + " " + resource().label();
    }
}
