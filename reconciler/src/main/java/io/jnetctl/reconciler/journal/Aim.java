package io.jnetctl.reconciler.journal;

import io.jnetctl.kernel.Kernel;
import io.jnetctl.kernel.Owner;
import io.jnetctl.reconciler.Proposal;
import io.jnetctl.reconciler.Reconciler;
import io.jnetctl.reconciler.Sight;
import io.jnetctl.reconciler.drift.Garbage;
import io.jnetctl.schema.Manifest;
import java.util.HashSet;
import java.util.Set;

/** What somebody wants a host to be like, with all that it takes to plan for it again. */
public sealed interface Aim {
    /** Plans for it; changes nothing. */
    Proposal propose(Kernel kernel);

    /** Looks at what it is about. */
    Sight look(Kernel kernel);

    /**
     * That it matches a manifest.
     *
     * @param targets the containers that it is narrowed to; none for all
     */
    record Apply(Manifest manifest, Set<Owner> targets) implements Aim {
        public Apply {
            targets = Set.copyOf(targets);
        }

        @Override
        public Proposal propose(Kernel kernel) {
            return Reconciler.propose(manifest, kernel, targets);
        }

        @Override
        public Sight look(Kernel kernel) {
            return Reconciler.look(manifest, kernel);
        }
    }

    /** That nothing is left of the stacks of a manifest. */
    record Destroy(Manifest manifest) implements Aim {
        @Override
        public Proposal propose(Kernel kernel) {
            return Reconciler.proposeRemoval(manifest, kernel);
        }

        @Override
        public Sight look(Kernel kernel) {
            return Reconciler.look(manifest, kernel);
        }
    }

    /**
     * That nothing is left of stacks that no manifest names, as far as nobody uses them.
     *
     * @param manifest all that shall be on the host
     * @param stacks the orphans that were found
     */
    record Collect(Manifest manifest, Set<String> stacks) implements Aim {
        public Collect {
            stacks = Set.copyOf(stacks);
        }

        @Override
        public Proposal propose(Kernel kernel) {
            Set<String> dead = new HashSet<>(Garbage.find(manifest, kernel).dead());
            dead.retainAll(stacks);
            return Reconciler.proposeRemoval(dead, kernel);
        }

        @Override
        public Sight look(Kernel kernel) {
            return Reconciler.look(stacks, kernel);
        }
    }

    /** That nothing is left of some stacks, as far as it can be found without their manifest. */
    record DestroyStacks(Set<String> stacks) implements Aim {
        public DestroyStacks {
            stacks = Set.copyOf(stacks);
        }

        @Override
        public Proposal propose(Kernel kernel) {
            return Reconciler.proposeRemoval(stacks, kernel);
        }

        @Override
        public Sight look(Kernel kernel) {
            return Reconciler.look(stacks, kernel);
        }
    }
}
