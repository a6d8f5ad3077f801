package io.jnetctl.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Step;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plan as programs read it; schema/plan-v1.schema.json describes the format. */
public final class PlanJson {
    /** Raised when a reader of the format would have to change. */
    private static final int FORMAT_VERSION = 1;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PlanJson() {}

    /** @param targets the containers that the plan was narrowed to, by name; none for all */
    public static ObjectNode of(Proposal proposal, Set<String> targets) {
        Plan plan = proposal.plan();
        ObjectNode root = NODES.objectNode();
        root.put("format_version", FORMAT_VERSION);
        ArrayNode stacks = root.putArray("stacks");
        plan.stacks().forEach(stacks::add);
        ArrayNode narrowed = root.putArray("targets");
        targets.forEach(narrowed::add);
        ArrayNode steps = root.putArray("steps");
        plan.steps().forEach(step -> steps.add(step(step)));
        Summary summary = Summary.of(plan);
        root.putObject("summary")
                .put("add", summary.add())
                .put("change", summary.change())
                .put("replace", summary.replace())
                .put("remove", summary.remove());
        root.put("disruption", word(plan.disruption()));
        root.set("drift", DriftJson.of(proposal.changes()));
        return root;
    }

    private static ObjectNode step(Step step) {
        Resource resource = step.operation().resource();
        ObjectNode node = NODES.objectNode();
        node.put("number", step.number());
        node.put("action", step.action().word());
        node.put("kind", resource.kind().name());
        node.put("key", resource.key().id());
        node.put("label", resource.label());
        node.set("before", attributes(before(step.operation())));
        node.set("after", attributes(after(step.operation())));
        node.put("cause", step.cause());
        ArrayNode requires = node.putArray("requires");
        step.requires().forEach(requires::add);
        node.put("disruption", word(step.disruption()));
        return node;
    }

    private static @Nullable Resource before(Operation operation) {
        return switch (operation) {
            case Operation.Add _ -> null;
            case Operation.Update update -> update.before();
            case Operation.Remove remove -> remove.resource();
        };
    }

    private static @Nullable Resource after(Operation operation) {
        return switch (operation) {
            case Operation.Add add -> add.resource();
            case Operation.Update update -> update.resource();
            case Operation.Remove _ -> null;
        };
    }

    private static JsonNode attributes(@Nullable Resource resource) {
        return resource == null ? NODES.nullNode() : ResourceJson.of(resource);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
