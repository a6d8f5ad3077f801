package io.jnetctl.reconciler.journal;

import io.jnetctl.kernel.AttachedNetns;
import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.reconciler.Extent;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.Sight;
import io.jnetctl.reconciler.WayBack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An apply or a destroy that was begun, with all that it takes to finish it and to take it back.
 *
 * @param first the run that began it
 * @param last the run that went on with it; the first one, as long as there was no other
 * @param aim what was asked for
 * @param stacks those that its plan was for
 * @param attached the namespaces of others that were looked into before
 * @param before what was ours before
 * @param trial null unless it is to be confirmed
 */
public record Undertaken(
        Run first,
        Run last,
        Aim aim,
        Set<String> stacks,
        Map<Owner, AttachedNetns> attached,
        List<Observed.Entry> before,
        @Nullable Trial trial) {
    public Undertaken {
        stacks = Set.copyOf(stacks);
        attached = Map.copyOf(attached);
        before = List.copyOf(before);
    }

    /**
     * @param aim what was asked for
     * @param proposal the plan for it, which is about to be carried out
     */
    public static Undertaken begin(Run run, Aim aim, Proposal proposal, @Nullable Trial trial) {
        Set<String> stacks = proposal.plan().stacks();
        return new Undertaken(
                run,
                run,
                aim,
                stacks,
                proposal.attached(),
                WayBack.ours(proposal.observed().entries().values(), stacks),
                trial);
    }

    /** The same, as another run goes on with it. */
    public Undertaken goneOnBy(Run run) {
        return new Undertaken(first, run, aim, stacks, attached, before, trial);
    }

    /** Plans from what is there to what was asked for. */
    public Proposal forward(Kernel kernel) {
        return aim.propose(kernel);
    }

    public Undertaken with(Trial other) {
        return new Undertaken(first, last, aim, stacks, attached, before, other);
    }

    /** That it was taken back for want of a confirmation, and nothing more: there is nothing to recover. */
    public Undertaken takenBack() {
        return new Undertaken(
                first,
                last,
                new Aim.DestroyStacks(Set.of()),
                stacks,
                Map.of(),
                List.of(),
                trial == null ? null : trial.ended());
    }

    /**
     * Plans from what is there to what was before. The containers of namespaces that are no longer where they were are left out: the
     * namespaces ended, and what was ours in them with them.
     */
    public Proposal back(Kernel kernel) {
        Sight now = aim.look(kernel);
        Set<Owner> gone = gone(now);
        List<Observed.Entry> stillThere = before.stream()
                .filter(entry -> entry.owner() == null || !gone.contains(Extent.whole(entry.owner())))
                .toList();
        return Reconciler.proposeReturn(stacks, stillThere, now);
    }

    public Proposal propose(Direction direction, Kernel kernel) {
        return switch (direction) {
            case FORWARD -> forward(kernel);
            case BACK -> back(kernel);
        };
    }

    private Set<Owner> gone(Sight now) {
        return attached.entrySet().stream()
                .filter(each -> !each.getValue().equals(now.attached().get(each.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
