package io.jnetctl.reconciler.resolve;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What all stacks of a host together ask of the firewall of one family: it decides which rules there are, whatever the number of networks.
 *
 * @param networks whether there is a network of ours
 * @param masquerade whether one has the host's address outside
 * @param hostAccess whether one says if its containers reach the host's own services
 * @param links whether a link opens ports between containers that are kept apart otherwise
 * @param ports whether a port is published
 * @param sources whether one is for some sources only
 * @param localhost whether one is reached at an address of 127.0.0.0/8
 * @param bridgeFilter whether what a bridge forwards comes by the rules too (the module br_netfilter)
 * @param adopted bridges of others that ports are published on
 */
record FirewallDemand(
        boolean networks,
        boolean masquerade,
        boolean hostAccess,
        boolean links,
        boolean ports,
        boolean sources,
        boolean localhost,
        boolean bridgeFilter,
        SortedSet<String> adopted) {
    FirewallDemand {
        adopted = Collections.unmodifiableSortedSet(new TreeSet<>(adopted));
    }

    boolean isNothing() {
        return !networks && !ports && !links;
    }
}
