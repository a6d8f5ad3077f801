package io.jnetctl.reconciler.resolve;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.resource.Rule;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what is asked of the firewall, by the manifest and by what other stacks have on the host alike. */
final class Demands {
    private final boolean bridgeFilter;
    private final Map<Family, Asked> byFamily = new EnumMap<>(Family.class);

    /** @param bridgeFilter whether what a bridge forwards comes by the rules too */
    Demands(boolean bridgeFilter) {
        this.bridgeFilter = bridgeFilter;
        for (Family family : Family.values()) {
            byFamily.put(family, new Asked());
        }
    }

    /** So far. */
    private static final class Asked {
        private boolean networks;
        private boolean masquerade;
        private boolean hostAccess;
        private boolean links;
        private boolean ports;
        private boolean sources;
        private boolean localhost;
        private final SortedSet<String> adopted = new TreeSet<>();
    }

    void network(Family family, NetworkPolicy policy) {
        Asked asked = of(family);
        asked.networks = true;
        asked.masquerade |= policy.masquerade();
        asked.hostAccess |= policy.hostAccess() != null;
    }

    /** One of a published port's own rules. */
    void port(PublishedRule rule) {
        Asked asked = of(rule.family());
        asked.ports = true;
        asked.sources |= rule.source() instanceof PublishedRule.Source.Containers;
        asked.localhost |= PortRules.isAtLocalhost(rule);
    }

    /** One of a link's own rules. */
    void link(Rule rule) {
        of(rule.family()).links = true;
    }

    void adopted(Family family, String bridge) {
        of(family).adopted.add(bridge);
    }

    FirewallDemand demand(Family family) {
        Asked asked = of(family);
        return new FirewallDemand(
                asked.networks,
                asked.masquerade,
                asked.hostAccess,
                asked.links,
                asked.ports,
                asked.sources,
                asked.localhost,
                bridgeFilter,
                asked.adopted);
    }

    private Asked of(Family family) {
        Asked asked = byFamily.get(family);
        if (asked == null) {
            throw new IllegalStateException("no such family: " + family);
        }
        return asked;
    }
}
