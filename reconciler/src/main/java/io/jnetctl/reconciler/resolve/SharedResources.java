package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
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
            case Chain chain -> isUsed(chain);
            case Rule jump -> Chain.USER.equals(jump.target()) && isUsed(userChain(jump.family()));
            case Sysctl setting -> isForwarding(setting) && othersNeedForwarding();
            default -> false;
        };
    }

    private static Chain userChain(Family family) {
        return new Chain(family, FixedRules.FILTER, Chain.USER);
    }

    private static boolean isForwarding(Sysctl setting) {
        return setting.name().equals(Scopes.IPV4_FORWARDING.name())
                || setting.name().equals(Scopes.IPV6_FORWARDING.name());
    }

    private boolean othersNeedForwarding() {
        return observed.entries().values().stream()
                .anyMatch(entry ->
                        (entry.resource() instanceof Bridge || entry.resource() instanceof Rule) && isOfOthers(entry));
    }

    /** Whether there are rules of other stacks, or of the administrator, in it. */
    private boolean isUsed(Chain chain) {
        return observed.entries().values().stream()
                .anyMatch(entry -> entry.resource() instanceof Rule rule
                        && rule.family() == chain.family()
                        && rule.table().equals(chain.table())
                        && rule.chain().equals(chain.name())
                        && (entry.owner() == null || isOfOthers(entry)));
    }

    private boolean isOfOthers(Observed.Entry entry) {
        return OtherStacks.isOfOthers(entry.owner(), managed);
    }
}
