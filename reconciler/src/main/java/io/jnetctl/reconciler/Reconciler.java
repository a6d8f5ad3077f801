package io.jnetctl.reconciler;

import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.Scope;
import io.jnetctl.reconciler.diff.Change;
import io.jnetctl.reconciler.diff.Conflict;
import io.jnetctl.reconciler.diff.Diff;
import io.jnetctl.reconciler.diff.Differ;
import io.jnetctl.reconciler.diff.Renames;
import io.jnetctl.reconciler.plan.Plan;
import io.jnetctl.reconciler.plan.Planner;
import io.jnetctl.reconciler.resolve.Attachments;
import io.jnetctl.reconciler.resolve.Resolution;
import io.jnetctl.reconciler.resolve.Resolver;
import io.jnetctl.reconciler.resolve.Scopes;
import io.jnetctl.schema.Manifest;
import io.jnetctl.schema.Stack;
import io.jnetctl.schema.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The one way through: locate, observe, resolve, diff, plan. Commands cut it at different places; none has a way of its own.
 *
 * <pre>{@code
 * Proposal proposal = Reconciler.propose(manifest, kernel);
 * if (proposal.isSound()) {
 *     ApplyReport report = Executor.execute(proposal.plan(), kernel, Progress.NONE);
 *     boolean converged = report.succeeded() && Reconciler.propose(manifest, kernel).plan().isEmpty();
 * }
 * }</pre>
 */
public final class Reconciler {
    private Reconciler() {}

    /** Plans what makes this host match the manifest; changes nothing. */
    public static Proposal propose(Manifest manifest, Kernel kernel) {
        return propose(manifest, kernel, Set.of());
    }

    /**
     * Plans for some containers and what they stand on.
     *
     * @param targets the containers; none for all that the manifest speaks of
     */
    public static Proposal propose(Manifest manifest, Kernel kernel, Set<Owner> targets) {
        Attachments attachments = Attachments.locate(manifest, kernel);
        List<Diagnostic> missing = attachments.missing().entrySet().stream()
                .filter(each -> targets.isEmpty() || targets.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (!missing.isEmpty()) {
            return unsound(Observed.EMPTY, Set.of(), missing);
        }
        return propose(manifest, look(manifest, attachments.located(), kernel), targets);
    }

    /**
     * Looks at all that a manifest is about, except for namespaces of others that are not there, and for the host's sockets: they matter
     * only for what ports are given out.
     */
    public static Sight look(Manifest manifest, Kernel kernel) {
        Map<Owner, AttachedNetns> attached =
                Attachments.locate(manifest, kernel).located();
        return new Sight(observe(manifest, Scopes.of(manifest, attached).withoutSockets(), kernel), attached);
    }

    /** Looks at all that some stacks own, as far as it can be found without their manifest. */
    public static Sight look(Set<String> stacks, Kernel kernel) {
        return new Sight(kernel.observe(new Scope(stacks, Map.of(), Scopes.sharedSysctls())), Map.of());
    }

    private static Sight look(Manifest manifest, Map<Owner, AttachedNetns> attached, Kernel kernel) {
        return new Sight(observe(manifest, Scopes.of(manifest, attached), kernel), attached);
    }

    /** Looks twice only where containers of further stacks are on the manifest's networks. */
    private static Observed observe(Manifest manifest, Scope scope, Kernel kernel) {
        Observed observed = kernel.observe(scope);
        Set<String> stacks = new HashSet<>(scope.stacks());
        return stacks.addAll(Scopes.guests(manifest, observed)) ? kernel.observe(scope.withStacks(stacks)) : observed;
    }

    /** Plans against an observation made elsewhere or earlier, such as an empty host. */
    public static Proposal propose(Manifest manifest, Observed observed) {
        return propose(manifest, observed, Set.of());
    }

    /** The same for some containers and what they stand on. */
    public static Proposal propose(Manifest manifest, Observed observed, Set<Owner> targets) {
        return propose(manifest, new Sight(observed, Attachments.assumed(manifest)), targets);
    }

    private static Proposal propose(Manifest manifest, Sight sight, Set<Owner> targets) {
        Resolution resolution = resolve(manifest, sight);
        if (resolution.diagnostics().stream().anyMatch(Diagnostic::isError)) {
            return unsound(sight.observed(), resolution.desired().stacks(), resolution.diagnostics());
        }
        return propose(resolution.desired(), sight, resolution.diagnostics(), targets);
    }

    /** Resolves again where links are found under other names than they shall have: what they have stays theirs. */
    private static Resolution resolve(Manifest manifest, Sight sight) {
        Resolution resolution = Resolver.resolve(manifest, sight.attached(), sight.observed());
        Renames renames = Renames.between(resolution.desired(), sight.observed());
        return renames.isEmpty()
                ? resolution
                : Resolver.resolve(manifest, sight.attached(), renames.appliedTo(sight.observed()));
    }

    /**
     * Plans to take over what somebody else made and what stands where objects of the manifest should be.
     *
     * @param chosen which of it
     * @return sound when all that is chosen can be taken over
     */
    public static Proposal proposeAdoption(Manifest manifest, Kernel kernel, Predicate<Conflict> chosen) {
        Proposal whole = propose(manifest, kernel);
        List<Change> adoptions = new ArrayList<>();
        List<Conflict> others = new ArrayList<>();
        for (Conflict conflict : whole.conflicts()) {
            Change adoption = conflict.adoption();
            if (chosen.test(conflict) && adoption != null) {
                adoptions.add(adoption);
            } else if (chosen.test(conflict)) {
                others.add(conflict);
            }
        }
        Plan plan = others.isEmpty()
                ? Planner.plan(whole.desired(), whole.observed(), adoptions)
                : new Plan(new TreeSet<>(whole.desired().stacks()), List.of());
        return new Proposal(
                whole.desired(),
                whole.observed(),
                whole.attached(),
                whole.extent(),
                adoptions,
                plan,
                whole.diagnostics(),
                others);
    }

    /** Plans the removal of all that some stacks own, as far as it can be found without their manifest. */
    public static Proposal proposeRemoval(Set<String> stacks, Kernel kernel) {
        return proposeRemoval(stacks, look(stacks, kernel));
    }

    /** Plans the removal of all that a manifest's stacks own, from the namespaces too that it attaches to and that are still there. */
    public static Proposal proposeRemoval(Manifest manifest, Kernel kernel) {
        Set<String> stacks = manifest.stacks().stream().map(Stack::name).collect(Collectors.toSet());
        Map<Owner, AttachedNetns> attached =
                Attachments.locate(manifest, kernel).located();
        return proposeRemoval(stacks, new Sight(kernel.observe(Scopes.of(manifest, attached)), attached));
    }

    /**
     * Plans the way back to what was ours before.
     *
     * @param before of what was observed when a plan for these stacks was made, at least {@link WayBack#ours what was ours}
     * @param now what is seen of the same
     */
    public static Proposal proposeReturn(Set<String> stacks, Collection<Observed.Entry> before, Sight now) {
        return propose(WayBack.to(before, stacks), now, List.of(), Set.of());
    }

    /**
     * Plans what a host still lacks of what a plan was to make of it. What is desired is not resolved again, so that this takes less
     * than to propose anew.
     *
     * @param applied the proposal whose plan was carried out; not one that is for some containers only
     * @param now what is seen of the same since
     */
    public static Proposal proposeRest(Proposal applied, Sight now) {
        return propose(applied.desired(), now, applied.diagnostics(), Set.of());
    }

    private static Proposal proposeRemoval(Set<String> stacks, Sight sight) {
        return propose(Resolver.nothing(stacks, sight.observed()), sight, List.of(), Set.of());
    }

    private static Proposal propose(Desired desired, Sight sight, List<Diagnostic> diagnostics, Set<Owner> targets) {
        Observed observed = sight.observed();
        Diff whole = Differ.diff(desired, observed);
        Narrowing.Narrowed narrowed = targets.isEmpty()
                ? new Narrowing.Narrowed(whole, Extent.ofStacks(desired.stacks()))
                : Narrowing.narrow(desired, observed, whole, targets);
        Diff diff = narrowed.diff();
        Plan plan = diff.conflicts().isEmpty()
                ? Planner.plan(desired, observed, diff.changes())
                : new Plan(new TreeSet<>(desired.stacks()), List.of());
        return new Proposal(
                desired,
                observed,
                sight.attached(),
                narrowed.extent(),
                diff.changes(),
                plan,
                diagnostics,
                diff.conflicts());
    }

    private static Proposal unsound(Observed observed, Set<String> stacks, List<Diagnostic> diagnostics) {
        return new Proposal(
                Desired.nothing(stacks),
                observed,
                Map.of(),
                Extent.ofStacks(stacks),
                List.of(),
                new Plan(new TreeSet<>(stacks), List.of()),
                new ArrayList<>(diagnostics),
                List.of());
    }
}
