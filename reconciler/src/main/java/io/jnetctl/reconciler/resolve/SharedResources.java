package io.jnetctl.reconciler.resolve;

import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Bridge;
import io.jnetctl.kernel.resource.Chain;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Rule;
import io.jnetctl.kernel.resource.Sysctl;
import io.jnetctl.reconciler.Desired;
import java.util.Set;

/** Keeps what serves all stacks for as long as a stack outside this manifest stands on it. */
final class SharedResources {
    private final Observed observed;
    private final Set<String> managed;

    SharedResources(Observed observed, Set<String> managed) {
        this.observed = observed;
        this.managed = managed;
    }

    void keep(DesiredEntries desired) {
        for (Observed.Entry entry : observed.entries().values()) {
            Owner owner = entry.owner();
            Resource resource = entry.resource();
            if (owner != null
                    && owner.stack().equals(Desired.SHARED)
                    && !owner.equals(Owner.UNEXPECTED)
                    && !desired.contains(resource.key())
                    && servesOthers(resource)) {
                desired.share(resource, owner.object(), "other stacks stand on it");
            }
        }
    }

    private boolean servesOthers(Resource resource) {
        return switch (resource) {
            case Chain chain -> holdsRulesOfOthers(chain);
            case Rule jump -> {
                String target = jump.target();
                yield target != null && holdsRulesOfOthers(new Chain(jump.family(), jump.table(), target));
            }
            case Sysctl _ ->
                observed.entries().values().stream()
                        .anyMatch(entry -> entry.resource() instanceof Bridge && isOfOthers(entry));
            default -> false;
        };
    }

    private boolean holdsRulesOfOthers(Chain chain) {
        return observed.entries().values().stream()
                .anyMatch(entry -> entry.resource() instanceof Rule rule
                        && rule.family() == chain.family()
                        && rule.table().equals(chain.table())
                        && rule.chain().equals(chain.name())
                        && (entry.owner() == null || isOfOthers(entry)));
    }

    private boolean isOfOthers(Observed.Entry entry) {
        Owner owner = entry.owner();
        return owner != null && !owner.stack().equals(Desired.SHARED) && !managed.contains(owner.stack());
    }
}
