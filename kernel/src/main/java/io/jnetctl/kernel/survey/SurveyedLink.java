package io.jnetctl.kernel.survey;

import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.Owner;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An interface.
 *
 * @param kind its driver, such as {@code bridge} or {@code veth}; {@code device} for one without
 * @param group IFLA_GROUP of linux/if_link.h, which rules match by {@code -m devgroup}
 * @param master the bridge that it is a port of, or null
 * @param isolated whether as a port it is kept from other isolated ports (IFLA_BRPORT_ISOLATED)
 * @param hairpin whether as a port it sends back what came by it (IFLA_BRPORT_MODE)
 * @param filtered for a bridge, the families of which it shows iptables by a setting of its own what it forwards
 *     (IFLA_BR_NF_CALL_IPTABLES, IFLA_BR_NF_CALL_IP6TABLES); the module br_netfilter has to be there
 * @param mark whose it is by its alias; null for a foreign one
 * @param peer for a veth its other end, where that lies in a namespace that was looked into
 * @param addresses all of them, link-local and loopback ones too
 */
public record SurveyedLink(
        String name,
        String kind,
        int group,
        boolean up,
        @Nullable String master,
        boolean isolated,
        boolean hairpin,
        Set<Family> filtered,
        @Nullable Owner mark,
        @Nullable Peer peer,
        List<InterfaceAddress> addresses) {
    /** The name of the loopback interface in every namespace. */
    public static final String LOOPBACK = "lo";

    public SurveyedLink {
        filtered = Set.copyOf(filtered);
        addresses = List.copyOf(addresses);
    }

    /** The other end of a pair. */
    public record Peer(Netns netns, String link) {}

    public boolean isBridge() {
        return kind.equals("bridge");
    }

    public boolean isLoopback() {
        return name.equals(LOOPBACK);
    }
}
