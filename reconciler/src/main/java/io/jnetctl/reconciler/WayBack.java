package io.jnetctl.reconciler;

import static java.util.Objects.requireNonNull;

import io.jnetctl.inet.IpAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Observed;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.Address;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import io.jnetctl.kernel.resource.StaleFlows;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was ours at an earlier moment, as what is desired now. What was half made then, or stood unmarked among what is ours, is not
 * brought back: it was on its way out. Nor are flows that were to end, and routes that lead nowhere.
 */
public final class WayBack {
    private static final String REASON = "as it was before";

    private WayBack() {}

    /** All that the way back will need to know of an observation. */
    public static List<Observed.Entry> ours(Collection<Observed.Entry> before, Set<String> stacks) {
        Desired nothing = Desired.nothing(stacks);
        return before.stream()
                .filter(entry -> isOurs(entry.owner(), nothing))
                .filter(entry -> canBeMade(entry.resource(), before))
                .toList();
    }

    /** IPv6 routes outlive the address that their gateway was reached by, and cannot be made again without. */
    private static boolean canBeMade(Resource resource, Collection<Observed.Entry> before) {
        return switch (resource) {
            case StaleFlows flows -> false;
            case Route route -> route.gateway() == null || isReached(route.gateway(), route.netns(), before);
            default -> true;
        };
    }

    private static boolean isReached(IpAddress gateway, Netns netns, Collection<Observed.Entry> before) {
        return before.stream()
                .anyMatch(entry -> entry.resource() instanceof Address address
                        && address.netns().equals(netns)
                        && address.address().network().contains(gateway));
    }

    static Desired to(Collection<Observed.Entry> before, Set<String> stacks) {
        return Desired.of(
                stacks,
                ours(before, stacks).stream()
                        .map(entry -> new Desired.Entry(entry.resource(), requireNonNull(entry.owner()), REASON))
                        .toList());
    }

    private static boolean isOurs(@Nullable Owner owner, Desired nothing) {
        return owner != null
                && nothing.manages(owner.stack())
                && !owner.equals(Owner.UNEXPECTED)
                && !owner.object().isEmpty();
    }
}
