package io.jnetctl.reconciler.artefact;

import io.jnetctl.kernel.HostFacts;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Key;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.plan.Action;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.schema.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A plan to be applied later, with all that it was computed from: it is applied only where computing it again comes to the same.
 *
 * @param manifest that it is for, as it was read
 * @param targets the containers that it was narrowed to; none for all
 * @param inputs what was observed of the plan's own objects, and of whatever its steps touch
 * @param context what was observed, besides, of objects that are as desired and nobody's or everybody's: it explains a difference
 * @param facts of the host; they explain a difference too
 * @param steps in their order
 */
public record SavedPlan(
        Manifest manifest,
        Set<Owner> targets,
        List<Observed.Entry> inputs,
        List<Observed.Entry> context,
        HostFacts facts,
        List<SavedStep> steps) {
    public SavedPlan {
        targets = Set.copyOf(targets);
        inputs = List.copyOf(inputs);
        context = List.copyOf(context);
        steps = List.copyOf(steps);
        Observed.of(inputs, facts);
        Observed.of(context, facts);
    }

    /** What a step does; the rest of it follows from the manifest. */
    public record SavedStep(Action action, Operation operation) {}

    /** @throws IllegalArgumentException when the proposal is not sound */
    public static SavedPlan of(Manifest manifest, Set<Owner> targets, Proposal proposal) {
        if (!proposal.isSound()) {
            throw new IllegalArgumentException("a plan that must not be applied is not saved");
        }
        List<SavedStep> steps = steps(proposal.plan());
        Set<Key> touched = keys(steps);
        List<Observed.Entry> inputs = inputs(proposal, touched);
        List<Observed.Entry> context = new ArrayList<>();
        Set<Observed.Entry> known = new HashSet<>(inputs);
        proposal.desired()
                .entries()
                .keySet()
                .forEach(key -> proposal.observed().get(key).filter(known::add).ifPresent(context::add));
        return new SavedPlan(
                manifest, targets, inputs, context, proposal.observed().facts(), steps);
    }

    static List<SavedStep> steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> new SavedStep(step.action(), step.operation()))
                .toList();
    }

    static Set<Key> keys(List<SavedStep> steps) {
        Set<Key> keys = new HashSet<>();
        steps.forEach(step -> keys.add(step.operation().resource().key()));
        return keys;
    }

    /** What a host has of a plan's own objects and of what its steps touch. */
    static List<Observed.Entry> inputs(Proposal proposal, Set<Key> touched) {
        return proposal.observed().entries().values().stream()
                .filter(entry -> {
                    Owner owner = entry.owner();
                    return (owner != null && proposal.extent().covers(owner))
                            || touched.contains(entry.resource().key());
                })
                .toList();
    }
}
